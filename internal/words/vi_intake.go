package words

var viIntake = entries{}
