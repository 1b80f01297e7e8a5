package words

var viServer = entries{}
