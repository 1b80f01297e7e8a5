package words

var enScreens = entries{}
