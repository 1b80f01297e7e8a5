package intake

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"porthole/internal/model"
)

const vietnameseList = "Số lô hàng,Khách hàng,Cảng xếp,Cảng dỡ,Tên hàng\nA1,Saigon Tech Export,Cát Lái,Hải Phòng,Đồ gỗ\n"

// as1258 writes text as Windows-1258 does, with the tone behind its vowel.
func as1258(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	for _, r := range text {
		base, tone := string(r), ""
		for _, mark := range tones {
			for _, letter := range "aăâeêioôơuưyAĂÂEÊIOÔƠUƯYđĐ" {
				if norm.NFC.String(string(letter)+string(mark)) == string(r) {
					base, tone = string(letter), string(mark)
				}
			}
		}
		out, err := charmap.Windows1258.NewEncoder().String(base + tone)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(out)
	}
	return b.String()
}

func TestVietnameseThatIsNotUTF8(t *testing.T) {
	for name, order := range map[string]unicode.Endianness{"little": unicode.LittleEndian, "big": unicode.BigEndian} {
		wide, err := unicode.UTF16(order, unicode.IgnoreBOM).NewEncoder().String(vietnameseList)
		if err != nil {
			t.Fatal(err)
		}
		h := open(t, "Saigon Tech Export")
		want(t, h.take(wide, Options{}), 1, 0, 0)
		if f := h.shipment("A1").Facts; f.POD.Code.String() != "VNHPH" {
			t.Errorf("UTF-16, %s end first: %s", name, f.POD)
		}
	}
	h := open(t, "Saigon Tech Export")
	r := h.take(as1258(t, vietnameseList), Options{})
	if f := h.shipment("A1").Facts; f.POL.Short() != "Cat Lai" || f.Cargo.Commodity.String() != "Đồ gỗ" || remarks(r) != "remark.import.encoding" {
		t.Errorf("%s, %s, %s", f.POL, f.Cargo.Commodity, spoken(r))
	}
	r = h.take(as1258(t, "Số lô hàng,Khách hàng\nA2,Saigon Tech Export\n"), Options{})
	if want(t, r, 1, 0, 0); !strings.Contains(spoken(r), "Windows-1258") {
		t.Error(spoken(r))
	}
}

func TestVietnameseForOldFontsIsNamed(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	for name, list := range map[string]string{
		"TCVN3 (ABC)": "Sè l« hµng,Kh¸ch hµng,C¶ng xÕp,Tªn hµng\nA1,x,y,z\n",
		"VNI":         "Soá loâ haøng,Khaùch haøng,Caûng xeáp,Teân haøng\nA1,x,y,z\n",
	} {
		raw, err := charmap.Windows1252.NewEncoder().String(list)
		if err != nil {
			t.Fatal(err)
		}
		for form, text := range map[string]string{"bytes": raw, "UTF-8": list} {
			if fault := h.fault(text, Options{Name: "x.csv"}); fault.Key != "error.import.legacy" || fault.Args[0] != name {
				t.Errorf("%s as %s: %v", name, form, fault)
			}
		}
	}
	if fault := h.fault(latin([]byte(vietnameseList)), Options{Name: "x.csv"}); fault.Key != "error.import.garbled" {
		t.Errorf("UTF-8 read as Windows-1252: %v", fault)
	}
	if fault := h.fault("\x93\xfa\x96{,\x8c\xea\nA1,x\n", Options{Name: "x.csv"}); fault.Key != "error.import.encoding" {
		t.Errorf("bytes that are no text: %v", fault)
	}
	want(t, h.take("shipment,partner,commodity\nA3,Saigon Tech Export,caf\xc3\xa9\n", Options{}), 1, 0, 0)
	if h.shipment("A3").Facts.Cargo.Commodity != model.Line("café", 9) {
		t.Error("UTF-8 is not what it was")
	}
}

// Letters that were lost in the cells alone are told as that, and no sign of the trade
// is taken for one.
func TestGarbledCellsAreRefused(t *testing.T) {
	for cell, want := range map[string]string{
		"G¹o tr¾ng": "import.garbled", "Gaïo traéng": "import.garbled", "Gáº¡o tráº¯ng": "import.garbled", "G\ufffdo": "import.letters_lost",
		"Gạo trắng": "", "Café São Paulo": "", "Müller & Söhne": "", "Pipes ½ in, 10 m³, N°5, Nike®": "", "Crème brûlée": "", "Ångström": "", "Maïs, blé": "",
	} {
		h := open(t, "Saigon Tech Export")
		if r := h.take("shipment,partner,commodity\nA1,Saigon Tech Export,\""+cell+"\"\n", Options{}); reasons(r) != want {
			t.Errorf("%s: %s", cell, spoken(r))
		}
	}
}
