package words

var enServer = entries{}
