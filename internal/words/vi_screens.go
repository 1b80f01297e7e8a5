package words

var viScreens = entries{}
