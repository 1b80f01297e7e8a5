package words

var viCommands = entries{}
