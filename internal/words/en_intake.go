package words

var enIntake = entries{}
