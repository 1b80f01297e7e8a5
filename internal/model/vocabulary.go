package model

import (
	"cmp"
	"strings"
)

// The words that people and programs write for a status, a mode of transport, a load
// and a direction, in English and in Vietnamese: one table for each. Case, accents,
// blanks and signs do not matter. A word that may mean two things is in none of them.

// term is a value with the words for it, divided by bars.
type term[T ~string] struct {
	value T
	words string
}

var statusWords = valuesByWord([]term[Status]{
	{Draft, "draft|new|quote|quoted|quotation|pending|requested|booking requested|unconfirmed|" +
		"nháp|bản nháp|mới|mới tạo|báo giá|chờ xác nhận|chưa xác nhận|chờ booking|chưa có booking"},
	{Confirmed, "confirmed|booked|booking|booking confirmed|booking received|empty picked up|empty released|cargo received|stuffed|" +
		"gate in|gated in|" +
		"xác nhận|đã xác nhận|đã đặt chỗ|đã đặt tàu|đã book|đã booking|đã có booking|đã nhận booking|đã lấy vỏ|đã lấy cont|" +
		"đã lấy cont rỗng|đã đóng hàng|đã đóng cont|đã hạ bãi|đã hạ cont|đã hạ cảng|đã vào cảng|chờ tàu|đang chờ tàu|chờ tàu chạy|chờ xếp tàu"},
	{InTransit, "in transit|transit|intransit|on board|loaded|loaded on board|loaded on vessel|shipped|shipped on board|sailing|sailed|" +
		"departed|vessel departed|under way|en route|on the way|on route|on water|on the water|afloat|at sea|in voyage|transshipment|transhipment|" +
		"transshipped|" +
		"đang vận chuyển|đang đi|đang đi đường|đang trên đường|trên đường|đang trên biển|đang trên tàu|trên tàu|đã lên tàu|đã xếp tàu|" +
		"đã xếp lên tàu|đã xếp hàng lên tàu|đã khởi hành|đã rời cảng|đã chạy|tàu đã chạy|tàu chạy|đang chạy|đã xuất bến|đang chuyển tải|chuyển tải"},
	{saidArrived, "arrived|vessel arrived|arrived at port|arrived at pod|arrived at destination|discharged|unloaded|gate out|gated out|" +
		"out for delivery|delivering|" +
		"đã đến|đã tới|đã về|đã đến cảng|đã cập cảng|đã cập bến|tàu đã đến|tàu đã cập|tàu đã cập cảng|hàng đã đến|hàng đã về|đã đến đích|" +
		"đã dỡ|đã dỡ hàng|đang giao|đang giao hàng"},
	{Done, "done|delivered|completed|complete|finished|closed|job closed|file closed|empty returned|archived|" +
		"đã giao|đã giao hàng|giao hàng xong|đã giao xong|đã giao cho khách|hoàn thành|đã hoàn thành|hoàn tất|đã hoàn tất|xong|đã xong|" +
		"kết thúc|đã kết thúc|đóng file|đã đóng file|đóng job|đã đóng job|đã trả rỗng|đã trả vỏ"},
	{Cancelled, "cancelled|canceled|cancel|cancellation|booking cancelled|booking canceled|void|voided|cxl|cnl|" +
		"hủy|đã hủy|bị hủy|hủy bỏ|đã hủy bỏ|hủy lô|hủy job|hủy booking|đã hủy booking|hủy hàng|khách hủy"},
})

var modeWords = valuesByWord([]term[Mode]{
	{Sea, "sea|ocean|vessel|maritime|sea freight|ocean freight|by sea|by ocean|by vessel|ship|by ship|" +
		"biển|đường biển|bằng đường biển|tàu biển|hàng biển|vận tải biển|tàu"},
	{Air, "air|air freight|by air|aircraft|plane|" +
		"hàng không|đường hàng không|bằng đường hàng không|đường bay|máy bay|bay|hàng air"},
	{Road, "road|truck|trucking|by road|by truck|road freight|land|overland|inland|lorry|" +
		"đường bộ|bằng đường bộ|bộ|xe tải|xe|trucking nội địa"},
	{Rail, "rail|railway|train|by rail|rail freight|" +
		"đường sắt|bằng đường sắt|sắt|tàu hỏa|tàu lửa|xe lửa"},
	{Barge, "barge|by barge|inland waterway|inland water|river|" +
		"sà lan|xà lan|đường thủy|đường thủy nội địa|đường sông|thủy nội địa"},
})

var loadWords = valuesByWord([]term[Load]{
	{FCL, "fcl|cy|full|full container|full container load|full load|fcl cont|" +
		"nguyên|nguyên cont|nguyên container|nguyên công|hàng nguyên|hàng nguyên cont|hàng nguyên container|hàng cont|hàng fcl"},
	{LCL, "lcl|cfs|less than container load|less than container|groupage|" +
		"lẻ|hàng lẻ|hàng ghép|ghép|ghép cont|hàng lcl|hàng gom"},
})

var directionWords = valuesByWord([]term[Direction]{
	{Export, "export|exports|exp|ex|e|outbound|out bound|" +
		"xuất|xuất khẩu|xk|hàng xuất|hàng xuất khẩu|chiều xuất|hàng xk"},
	{Import, "import|imports|imp|im|i|inbound|in bound|" +
		"nhập|nhập khẩu|nk|hàng nhập|hàng nhập khẩu|chiều nhập|hàng nk"},
	{CrossTrade, "cross trade|crosstrade|x trade|cross|third country|triangle|triangular|foreign to foreign|" +
		"mua bán ba bên|hàng chuyển khẩu|chuyển khẩu"},
})

// valuesByWord has each value by the folded words for it, and by its own name.
func valuesByWord[T ~string](terms []term[T]) map[string]T {
	values := map[string]T{}
	for _, t := range terms {
		values[Fold(string(t.value))] = t.value
		for word := range strings.SplitSeq(t.words, "|") {
			values[Fold(word)] = t.value
		}
	}
	return values
}

// meant is the value that text stands for: as a whole, or when all parts of it between
// its signs stand for the same, as in `CY/CY` and `Đã giao (Delivered)`. A number
// before it is only its place in a list.
func meant[T ~string](values map[string]T, text string) (T, bool) {
	text = strings.TrimLeft(text, "0123456789.-):# ")
	if value, ok := values[Fold(text)]; ok {
		return value, true
	}
	var all T
	for part := range strings.FieldsFuncSeq(text, isWordSign) {
		value, ok := values[Fold(part)]
		if !ok && Fold(part) != "" || all != "" && value != "" && value != all {
			return "", false
		}
		if value != "" {
			all = value
		}
	}
	return all, all != ""
}

func isWordSign(r rune) bool { return strings.ContainsRune("/\\|()[]-–—,;:+&\n", r) }

// saidArrived is in transit in a word that says more.
const saidArrived Status = "arrived"

// ParseStatus reads a status as files and people write it: `in_transit`, `On Board`,
// `Đã giao`.
func ParseStatus(text string) (Status, bool) {
	status, ok := meant(statusWords, text)
	if status == saidArrived {
		return InTransit, ok
	}
	return status, ok
}

// SaysArrived says that a status means that the cargo has arrived: `Arrived`, `Đã cập
// cảng`. No status says so; the actual date of arrival does.
func SaysArrived(text string) bool {
	status, _ := meant(statusWords, text)
	return status == saidArrived
}

// ParseMode reads a mode of transport: `sea`, `OCEAN`, `Đường biển`.
func ParseMode(text string) (Mode, bool) { return meant(modeWords, text) }

// ParseLoad reads FCL or LCL, also as `FCL/FCL`, `CY/CY` or `Hàng lẻ`.
func ParseLoad(text string) (Load, bool) { return meant(loadWords, text) }

// ParseDirection reads export, import or cross trade: `EXP`, `Hàng xuất`.
func ParseDirection(text string) (Direction, bool) { return meant(directionWords, text) }

// Service is how a shipment travels as a whole.
type Service struct {
	Mode      Mode
	Load      Load
	Direction Direction
}

// jobKinds are the abbreviations of several words at once.
var jobKinds = map[string]Service{
	"se": {Mode: Sea, Direction: Export}, "si": {Mode: Sea, Direction: Import}, "oe": {Mode: Sea, Direction: Export},
	"oi": {Mode: Sea, Direction: Import}, "ae": {Mode: Air, Direction: Export}, "ai": {Mode: Air, Direction: Import},
}

// ParseService reads words of all three kinds, such as `Sea FCL Export` or `Xuất biển
// nguyên cont`. false when one of them is not known, or two disagree.
func ParseService(text string) (Service, bool) {
	var s Service
	words := strings.FieldsFunc(text, func(r rune) bool { return isWordSign(r) || r == ' ' || r == '_' || r == '.' })
	for len(words) > 0 {
		n := s.phrase(words)
		if n == 0 {
			return s, false
		}
		words = words[n:]
	}
	return s, s != Service{}
}

// phrase takes the longest phrase at the beginning of words, and returns how many
// words it has; 0 when it is not known.
func (s *Service) phrase(words []string) int {
	for n := min(len(words), 4); n > 0; n-- {
		key := Fold(strings.Join(words[:n], ""))
		kind := jobKinds[key]
		for _, one := range []Service{kind, {Mode: modeWords[key]}, {Load: loadWords[key]}, {Direction: directionWords[key]}} {
			if one != (Service{}) && s.Add(one) {
				return n
			}
		}
		if key == "" || key == "hang" || key == "freight" || key == "shipment" || key == "by" || key == "cont" {
			return n
		}
	}
	return 0
}

// Add adds what something else says; false when it says otherwise, and nothing is added.
func (s *Service) Add(other Service) bool {
	if !s.Agrees(other) {
		return false
	}
	*s = s.Or(other)
	return true
}

// Agrees says that nothing in s is something else in other.
func (s Service) Agrees(other Service) bool {
	return (s.Mode == "" || other.Mode == "" || s.Mode == other.Mode) &&
		(s.Load == "" || other.Load == "" || s.Load == other.Load) &&
		(s.Direction == "" || other.Direction == "" || s.Direction == other.Direction)
}

// Or is s, with what other knows of what s leaves open.
func (s Service) Or(other Service) Service {
	return Service{cmp.Or(s.Mode, other.Mode), cmp.Or(s.Load, other.Load), cmp.Or(s.Direction, other.Direction)}
}
