package model

import (
	"fmt"
	"strings"
	"testing"
)

// lintWorld is a text about the shipment of the story, in a house with two
// other customers.
func lintWorld() LintContext {
	s := seaExport()
	s.Facts.References = References{HBL: Line("HLHBL2500080", RefCells), Booking: Line("BKG0912345678", RefCells), PO: []Text{Line("PO-6700", RefCells)}}
	s.Facts.Vessel, s.Facts.Voyage = Line("MARGIN STAR", NameCells), Line("042E", NameCells)
	foreign := map[string]bool{"shp20250500092": true, "hlhbl2500092": true, "msku4339220": true, "po7139": true, "bkg4366227": true, "a12": true, "2025": true}
	return LintContext{
		Own: OwnTexts(s, Line("Saigon Tech Export", NameCells)),
		Others: NamesOf([]Text{
			Line("Mekong Foods JSC", NameCells), Line("Công ty TNHH Gỗ Đại Phát", NameCells), Line("Hanoi Garment Trading", NameCells),
			Line("Long Beach Trading Co., Ltd", NameCells), Line("Sunrise Ltd", NameCells), Line("Maersk Vietnam", NameCells),
			Line("Công ty CP Thép Việt Nam", NameCells), Line("Công ty TNHH Vận Tải Hải Phòng", NameCells),
		}),
		Foreign: func(token string) bool { return foreign[Fold(token)] },
	}
}

// asked is the questions of a text as "key piece" lines.
func asked(text string, ctx LintContext) string {
	var lines []string
	for _, q := range LintText(Lines(text, NoteCells), ctx) {
		lines = append(lines, strings.TrimPrefix(q.Key, "lint.")+" "+q.Piece.String())
	}
	return strings.Join(lines, "\n")
}

func TestTheLintAsksAboutWhatLooksInternal(t *testing.T) {
	ctx := lintWorld()
	for _, c := range []struct{ text, want string }{
		{"Freight is USD 1,450 all in", "money USD 1,450"},
		{"USD1450", "money USD1450"},
		{"Pay 1,450 USD.", "money 1,450 USD"},
		{"US$ 1,450.00 extra", "money US$ 1,450.00"},
		{"$1,450", "money $1,450"},
		{"1450$ paid", "money 1450$"},
		{"rate in $", "money $"},
		{"€ 900", "money € 900"},
		{"paid in VND", "money VND"},
		{"Phụ phí 1.450.000 đ.", "money 1.450.000 đ"},
		{"Phụ phí 1.450.000đ nhé", "money 1.450.000đ"},
		{"1 450 000 đồng", "money 1 450 000 đồng"},
		{"1450000 VNĐ", "money 1450000 VNĐ"},
		{"khoảng 5 triệu đồng", "money 5 triệu đồng"},
		{"phí 2 tỷ.", "money 2 tỷ"},
		{"500 nghìn đồng", "money 500 nghìn đồng"},
		{"EUR 900 more", "money EUR 900"},
		{"900 SGD more", "money 900 SGD"},
		{"USD 1,450 per container", "money USD 1,450 per container"},
		{"Charged per container.", "money per container"},
		{"1,450/40HC", "money 1,450/40HC"},
		{"1450 / cont", "money 1450 / cont"},
		{"1450 per 40'HC", "money per 40"},
		{"two hundred dollars", "money dollars"},
		{"200 đô la", "money đô la"},

		{"Our buy rate is lower", "word buy rate"},
		{"BUY-RATE", "word BUY-RATE"},
		{"the cost of it", "word cost"},
		{"COST: see above", "word COST"},
		{"Margin 18 %", "word Margin"},
		{"good profit", "word profit"},
		{"the invoice is in dispute", "word dispute"},
		{"still disputed", "word disputed"},
		{"internal: wait", "word internal"},
		{"Do not tell the customer", "word Do not tell"},
		{"giá mua thấp hơn", "word giá mua"},
		{"GIÁ MUA", "word GIÁ MUA"},
		{"gia mua thap", "word gia mua"},
		{"Gía mua", "word Gía mua"},
		{"lợi nhuận tốt", "word lợi nhuận"},
		{"loi nhuan", "word loi nhuan"},
		{"chi phí lưu bãi", "word chi phí"},
		{"đang tranh chấp", "word tranh chấp"},
		{"thông tin nội bộ", "word nội bộ"},
		{"noi bo", "word noi bo"},
		{"buy\nrate", "word buy rate"},

		{"Call +84 28 3822 1234", "phone +84 28 3822 1234"},
		{"0912 345 678", "phone 0912 345 678"},
		{"0912345678.", "phone 0912345678"},
		{"gọi 0912.345.678 nhé", "phone 0912.345.678"},
		{"(028) 3822 1234", "phone (028) 3822 1234"},
		{"028-3822-1234", "phone 028-3822-1234"},
		{"(562) 555-0123", "phone (562) 555-0123"},
		{"+1-562-555-0123", "phone +1-562-555-0123"},
		{"Zalo: 84 912 345 678", "phone Zalo: 84 912 345 678"},
		{"hotline 1900 1234", "phone hotline 1900 1234"},
		{"ĐT: 3822 1234", "phone ĐT: 3822 1234"},
		{"mail lan@mekong.example for it", "mail lan@mekong.example"},

		{"Shared with Mekong Foods JSC", "partner Mekong Foods JSC"},
		{"with mekong foods, again", "partner mekong foods"},
		{"MekongFoods waits too", "partner MekongFoods"},
		{"hàng của Gỗ Đại Phát", "partner Gỗ Đại Phát"},
		{"hang cua go dai phat", "partner go dai phat"},
		{"Hanoi Garment goes first", "partner Hanoi Garment"},
		{"for Long Beach Trading", "partner Long Beach Trading"},
		{"with Sunrise on board", "partner Sunrise"},
		{"like SHP/202505/00092", "reference SHP/202505/00092"},
		{"see HLHBL2500092.", "reference HLHBL2500092"},
		{"box MSKU 433922-0 too", "reference MSKU 433922-0"},
		{"HLHBL2500080/HLHBL2500092", "reference HLHBL2500092"},
		{"their PO-7139", "reference PO-7139"},
		{"their order A-12 too", "reference A-12"},
		{"goes with Dai Phat", "partner Dai Phat"},
		{"cùng chuyến với Đại Phát.", "partner Đại Phát"},
		{"see dai-phat", "partner dai-phat"},
		{"ask mekong-foods", "partner mekong-foods"},
		{"Mekong Foods pays USD 900, call 0912 345 678", "partner Mekong Foods\nmoney USD 900\nphone 0912 345 678"},
	} {
		if got := asked(c.text, ctx); got != c.want {
			t.Errorf("%q asks\n%s\nwant\n%s", c.text, got, c.want)
		}
	}
}

func TestTheLintLeavesHonestTextsAlone(t *testing.T) {
	ctx := lintWorld()
	for _, text := range []string{
		"", "Port congestion", "Vessel waited for its berth", "Bad weather on the way", "Transshipment connection missed",
		"European Commission", "hoa hồng tươi", "thiết bị bảo mật", "Costa Rica", "a marginal delay", "delivered to Costco", "COSCO PRIDE", "COSCO SHIPPING 049E", "profitable", "international",
		"accost", "internals", "cargo of the USDA", "sous-directeur", "Đà Nẵng", "nơi bỏ hàng", "nói bỏ đi", "chỉ phí công", "lại đây",
		"ONEU 650741 0", "ONEU6507410", "ONEU-650741-0 and ONEU8363919", "MSKU 0912345 6", "voyage 042E", "voyage 1187-021E", "518W",
		"10/05/2025", "2025-05-10", "05.10.2025", "10/05/2025 01:20", "09-05-2025 10:20", "09.05.2025 10", "03/05/2025 - 08/05/2025",
		"Loaded 10 May 01:20 ICT", "2025-05-10T01:20:00+07:00", "UTC+7", "+3d", "ETA 25 May 2025",
		"SHP/202505/00080", "HBL HLHBL2500080", "PO-6700", "BKG0912345678", "booking 0912345678", "seal 0312345678", "IMO 9619907",
		"795 packages, 22,025 kg, 62.9 m3", "2 x 40' high cube", "18 %", "-18 °C", "EUR.1 certificate", "on EUR pallets", "EUR 1 form",
		"HS 0901.11", "temperature 20 / 40", "MAEU285775874", "EGLV672080620", "cleared 1.450 bags", "10 nghìn thùng", "số 5 Đ. Lê Lợi",
		"1 triệu sản phẩm", "05/2025 đã xong", "year 2025", "Long Beach", "Saigon Tech Export", "on MARGIN STAR", "sunrise at sea", "Maersk vessel", "Việt Nam", "viet-nam", "Cảng Hải Phòng, Viet Nam", "dai phat trien", "một bước đại phát", "long-beach", "in 2025", "42E",
		"The original bill of lading left for your office by courier on 15 May.",
		"Tàu chờ cầu bến tại Long Beach, dự kiến cập ngày 28/05/2025.",
	} {
		if got := asked(text, ctx); got != "" {
			t.Errorf("%q asks %q", text, got)
		}
	}
}

func TestTheLintWorksWithoutKnowingAnybody(t *testing.T) {
	if got := asked("Mekong Foods, SHP/202505/00092: margin", LintContext{}); got != "word margin" {
		t.Errorf("asks %q", got)
	}
}

// What is the customer's own does not hide what stands around it.
func TestAnOwnNumberDoesNotHideAnAmount(t *testing.T) {
	ctx := LintContext{Own: []Text{Line("1450", RefCells)}}
	if got := asked("USD 1450", ctx); got != "money USD 1450" {
		t.Errorf("asks %q", got)
	}
}

// A house with very many customers reads a text as fast as one with few.
func BenchmarkLint(b *testing.B) {
	var names []Text
	for i := range 10_000 {
		names = append(names, Line(fmt.Sprintf("Công ty TNHH Hải Sản %d Miền Tây", i), NameCells))
	}
	ctx := lintWorld()
	ctx.Others = NamesOf(names)
	text := Line("Tàu chờ cầu bến tại Long Beach, dự kiến cập ngày 28/05/2025, container ONEU 650741 0 và ONEU 836391 9.", NoteCells)
	for b.Loop() {
		LintText(text, ctx)
	}
}

func FuzzLint(f *testing.F) {
	for _, seed := range []string{
		"USD 1,450 per container", "giá mua 1.450.000 đ", "+84 28 3822 1234", "SHP/202505/00092", "Mekong Foods", "$", "(0", "đ", "a@b.c",
		"ONEU 650741 0/1", "10/05/2025 0912345678", "1 triệu",
	} {
		f.Add(seed)
	}
	ctx := lintWorld()
	f.Fuzz(func(t *testing.T, raw string) {
		text := Lines(raw, NoteCells)
		questions := LintText(text, ctx)
		if len(questions) > len(text.String()) {
			t.Errorf("%q asks %d questions", text, len(questions))
		}
		for _, q := range questions {
			if q.Piece.IsZero() || !strings.HasPrefix(q.Key, "lint.") {
				t.Errorf("%q asks %+v", text, q)
			}
		}
	})
}
