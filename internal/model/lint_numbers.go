package model

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Amounts. A currency's sign, and the codes in which this trade quotes, are
// asked about by themselves; other codes only beside a number, because EUR is
// a pallet too.
var (
	moneySign = regexp.MustCompile(`(?:\d[\d.,]*\s?)?(?:US|HK|NT|[SAC])?[$€£¥₫](?:\s?\d[\d.,]*)?`)
	moneyCode = regexp.MustCompile(`(?i)(?:\d[\d.,]*\s?)?(?:USD|VND|VNĐ)(?:\s?\d[\d.,]*)?`)
	moneyPair = regexp.MustCompile(`(?i)(?:` + otherCodes + `)\s?\d[\d.,]*\d|\d[\d.,]*\d\s?(?:` + otherCodes + `)`)
	moneyDong = regexp.MustCompile(`(?i)(?:\d{1,3}(?:[., ]\d{3})+|\d{4,})\s?(?:đồng|đ|dong)`)
	moneyMany = regexp.MustCompile(`(?i)\d[\d.,]*\s?(?:triệu|trieu|tỷ|tỉ|nghìn|ngàn|k)\s?(?:đồng|đô|đ|dong)`)
	moneyBulk = regexp.MustCompile(`(?i)\d[\d.,]*\s?(?:triệu|trieu|tỷ)(?:\s?$|\s?[.,;/)\n])`)
	moneyRate = regexp.MustCompile(`(?i)\d[\d.,]*\d\s?/\s?(?:cont|container|teu|feu|cbm)|\d[\d.,]*\d{2}\s?/\s?(?:20|40|45)\s?(?:'|ft|hc|hq|dc|gp|dv|rf)`)
)

const otherCodes = `EUR|CNY|RMB|JPY|GBP|SGD|HKD|TWD|THB|KRW|AUD|NZD|CAD|CHF|MYR|IDR|PHP|INR`

// rateWords are how a rate is quoted.
var rateWords = phrasesOf(
	"dollar", "dollars", "đô la", "đô la mỹ",
	"per container", "per cont", "per teu", "per feu", "per cbm", "per 20", "per 40", "per 45", "per 20dc", "per 20gp", "per 40dc",
	"per 40gp", "per 40hc", "per 40hq", "per 45hc", "mỗi container", "mỗi cont",
)

// money asks about amounts and rates.
func (l *linter) money() {
	for _, shape := range []*regexp.Regexp{moneySign, moneyCode, moneyPair, moneyDong, moneyMany, moneyBulk, moneyRate} {
		for _, at := range shape.FindAllStringIndex(l.s, -1) {
			if found := (span{at[0], at[1]}); l.standsAlone(found) {
				l.ask("lint.money", l.trimmed(found))
			}
		}
	}
	for i := 0; i < len(l.words); i++ {
		if n := rateWords.match(l, i); n > 0 {
			l.ask("lint.money", span{l.words[i].from, l.words[i+n-1].to})
			i += n - 1
		}
	}
}

// standsAlone says that no word or reference goes on before or behind a find:
// the USD of USDA and the 2025đ of 05/2025đ are neither.
func (l *linter) standsAlone(at span) bool {
	first, last := rune(l.s[at.from]), l.after(at)
	if before := l.before(at); unicode.IsLetter(before) || isASCIIDigit(first) && strings.ContainsRune("0123456789/-", before) {
		return false
	}
	ends := rune(l.s[at.to-1])
	return !unicode.IsLetter(last) || isASCIIDigit(ends) || strings.ContainsRune(".,;)", ends)
}

// trimmed is a find without the end of the sentence behind it.
func (l *linter) trimmed(at span) span {
	return span{at.from, at.from + len(strings.TrimRight(l.s[at.from:at.to], ".,;)/ \n"))}
}

func isASCIIDigit(r rune) bool { return '0' <= r && r <= '9' }

// Addresses and numbers by which people are reached.
var (
	mailShape  = regexp.MustCompile(`[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)
	phoneShape = []*regexp.Regexp{
		regexp.MustCompile(`\(?\+\(?\d(?:[ .()-]{0,2}\d){7,14}`),                          // +84 28 3822 1234
		regexp.MustCompile(`\(?0[35789](?:[ .)-]{0,2}\d){8}`),                             // 0912 345 678
		regexp.MustCompile(`\(?02\d{1,2}\)?(?:[ .-]?\d){7,8}`),                            // (028) 3822 1234
		regexp.MustCompile(`(?:00)?84[ .-]?[235789](?:[ .-]?\d){8,9}`),                    // 84 912 345 678
		regexp.MustCompile(`\(?[2-9]\d{2}\)?[ .-]{1,2}[2-9]\d{2}[.-]\d{4}`),               // (562) 555-0123
		regexp.MustCompile(`(?:1[ .-])[2-9]\d{2}[ .-][2-9]\d{2}[ .-]\d{4}`),               // 1-800-555-0199
		regexp.MustCompile(`(?i)(?:` + phoneLabels + `)[ .:]{0,3}\(?\d[\d .()-]{4,14}\d`), // hotline 1900 1234
	}
	dateShape      = regexp.MustCompile(`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})`)
	containerShape = regexp.MustCompile(`(?i)[A-Z]{3}[UJZ][ -]?\d{6}[ /.-]?\d`)
	tokenShape     = regexp.MustCompile(`[\pL\pN][\pL\pN/_.,;#-]*[\pL\pN]`)
)

const phoneLabels = `tel|telephone|phone|mobile|cell|hotline|fax|zalo|whatsapp|viber|wechat|đt|sđt|sdt|điện thoại|dien thoai|di động`

// referenceLabels are the words behind which a number is a reference.
var referenceLabels = setOf("booking", "bkg", "po", "hbl", "mbl", "bl", "seal", "ref", "reference", "container", "cont", "voyage", "voy",
	"imo", "invoice", "hs", "code", "awb", "order", "so", "number", "no", "chi", "khai", "kien")

func (l *linter) mails() {
	for _, at := range mailShape.FindAllStringIndex(l.s, -1) {
		l.ask("lint.mail", l.trimmed(span{at[0], at[1]}))
	}
}

// phones asks about phone numbers. Dates, container numbers and numbers that
// are named as references are none.
func (l *linter) phones() {
	others := l.numbersOfOtherKinds()
	for _, shape := range phoneShape {
		for _, at := range shape.FindAllStringIndex(l.s, -1) {
			found := span{at[0], at[1]}
			if l.isPhone(found) && !slices.ContainsFunc(others, found.touches) {
				l.ask("lint.phone", found)
			}
		}
	}
}

func (l *linter) isPhone(at span) bool {
	before, after := l.before(at), l.after(at)
	if unicode.IsLetter(before) || unicode.IsDigit(before) || strings.ContainsRune("/#-_.,+", before) && before != 0 {
		return false
	}
	if unicode.IsLetter(after) || unicode.IsDigit(after) || after == '/' || after == '_' {
		return false
	}
	i := slices.IndexFunc(l.words, func(w lintWord) bool { return w.to > at.from })
	return i <= 0 || !referenceLabels[l.words[i-1].key] || len(l.s[l.words[i-1].to:at.from]) > 3
}

// numbersOfOtherKinds are the dates and container numbers of the text.
func (l *linter) numbersOfOtherKinds() []span {
	var all []span
	for _, at := range containerShape.FindAllStringIndex(l.s, -1) {
		all = append(all, span{at[0], at[1]})
	}
	for _, at := range dateShape.FindAllStringIndex(l.s, -1) {
		date := span{at[0], at[1]}
		if before, after := l.before(date), l.after(date); !unicode.IsDigit(before) && !unicode.IsDigit(after) && before != '.' {
			all = append(all, date)
		}
	}
	return all
}
