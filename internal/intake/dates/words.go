package dates

// months are their names and abbreviations, folded.
var months = map[string]int{
	"jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4, "may": 5, "jun": 6, "june": 6,
	"jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "oct": 10, "october": 10, "nov": 11,
	"november": 11, "dec": 12, "december": 12,
}

// vietnameseMonths are the words behind tháng, folded. Mười begins the names of
// three months.
var vietnameseMonths = map[string]int{
	"gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "chap": 12,
}

// silent are words of a date that say nothing beyond its numbers: the days of
// the week, and what stands between the parts.
var silent = map[string]bool{
	"mon": true, "monday": true, "tue": true, "tues": true, "tuesday": true, "wed": true, "wednesday": true, "thu": true, "thur": true,
	"thurs": true, "thursday": true, "fri": true, "friday": true, "sat": true, "saturday": true, "sun": true, "sunday": true,
	"chu": true, "nhat": true, "cn": true, "ngay": true, "mung": true, "mong": true, "nam": true, "luc": true, "vao": true,
	"of": true, "on": true, "at": true, "the": true, "st": true, "nd": true, "rd": true, "m": true, "phut": true,
	"lt": true, "local": true, "time": true, "h": true, "hr": true, "hrs": true, "hours": true, "gio": true, "g": true,
}

// hourSigns stand between hours and minutes, as in 15h30 and 15 giờ 30.
var hourSigns = map[string]bool{"h": true, "g": true, "gio": true, "hr": true, "hrs": true, "hours": true}

// halves are the two halves of a day: those of English, and of Excel in
// Vietnamese.
var halves = map[string]int{"am": 1, "a": 1, "sa": 1, "sang": 1, "pm": 2, "p": 2, "ch": 2, "chieu": 2, "toi": 2}
