package words

var enCommands = entries{}
