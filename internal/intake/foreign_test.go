package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"porthole/internal/model"
	"porthole/internal/words"
)

// zipped is an archive of empty files.
func zipped(names ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name})
		if err != nil {
			panic(err)
		}
		if name == "mimetype" {
			_, _ = w.Write([]byte("application/vnd.oasis.opendocument.spreadsheet"))
		}
	}
	_ = z.Close()
	return b.String()
}

func utf16(text string) string { return strings.Join(strings.Split(text, ""), "\x00") + "\x00" }

// Files are told by what is in them, and said in one line with what to do.
func TestAFileThatNobodyCanUseIsNamed(t *testing.T) {
	const isa = "ISA*00*          *00*          *ZZ*CMACGM         *ZZ*OECGROUP       *181012*0524*U*00401*000081466*0*P*>~"
	ole := string(magicOLE) + strings.Repeat("\x00", 600)
	cases := []struct{ name, text, key, what string }{
		{"X12 315", isa + "GS*QO*CMACGM*OECGROUP*20181012*0524*81466*X*004010~ST*315*0001~B4***VD~", "edi", "X12 315"},
		{"X12 214, a segment a line", strings.ReplaceAll(isa, "~", "\n") + "GS|QM|A|B\nST*214*0001\n", "edi", "X12 214"},
		{"X12 with other separators", strings.NewReplacer("*", "|", "~", "'").Replace(isa + "ST*310*1~"), "edi", "X12 310"},
		{"X12 without an envelope", "ST*301*0001~B1*MAEU~", "edi", "X12 301"},
		{"EDIFACT IFTSTA", "UNB+UNOC:2+IITTRR:ZZZ+999999:ZZZ+110419:0540+6771'UNH+1+IFTSTA:D:99B:UN'BGM+23'", "edi", "EDIFACT IFTSTA"},
		{"EDIFACT CODECO with UNA and blanks before", "\ufeff \r\nUNA:+.? '\r\nUNB+UNOA:1+A+B+1+2'\r\nUNH+17+CODECO:D:95B:UN:ITG14'", "edi", "EDIFACT CODECO"},
		{"EDIFACT COARRI alone", "UNH+1+COARRI:D:95B:UN'", "edi", "EDIFACT COARRI"},
		{"Terminal49", `{"data":{"type":"webhook_notification","attributes":{"event":"tracking_request.succeeded"}},"included":[{"attributes":{"bill_of_lading_number":"X"}}]}`, "tracker", "Terminal49"},
		{"Terminal49, a shipment in an array", ` [{"type":"shipment","attributes":{"port_of_lading_locode":"MXZLO","pol_atd_at":null}}]`, "tracker", "Terminal49"},
		{"OnePort", `{"blNo":"A","transportEvents":[{"eventCode":"VD"}],"equipmentEvents":[]}`, "tracker", "OnePort"},
		{"SeaRates", `{"status":"success","data":{"metadata":{"sealine":"MSC"},"containers":[{"events":[{"event_type":"EQUIPMENT","event_code":"LTS"}]}]}}`, "tracker", "SeaRates"},
		{"Vizion", `[{"id":"1","payload":{"container_id":"MSCU1","milestones":[{"timestamp":"2025","description":"Gate in"}]}}]`, "tracker", "Vizion"},
		{"project44", `{"shipment":{"id":"1"},"latestStatusUpdate":{"statusCode":"IN_TRANSIT"}}`, "tracker", "project44"},
		{"CargoWise", `<?xml version="1.0"?><UniversalInterchange xmlns="http://www.cargowise.com/Schemas/Universal/2011/11"><Body/></UniversalInterchange>`, "cargowise", "UniversalInterchange"},
		{"CargoWise, one event", `<ns0:UniversalEvent xmlns:ns0="x"/>`, "cargowise", "UniversalEvent"},
		{"other XML", "\ufeff\n<?xml version=\"1.0\"?>\n<!-- x --><ShipmentStatus/>", "markup", "ShipmentStatus"},
		{"XML in UTF-16", "\xff\xfe" + utf16(`<?xml version="1.0"?><a/>`), "markup", "a"},
		{"a web page", "<!DOCTYPE html><html><body>Sign in</body></html>", "html", ""},
		{"a table that calls itself .xls", "<table border=1><tr><td>Booking</td></tr></table>", "html", ""},
		{"a spreadsheet in XML", `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`, "excel_xml", ""},
		{"PDF", "%PDF-1.7\n", "document", "PDF"},
		{"RTF", `{\rtf1\ansi`, "document", "RTF"},
		{"a scan", "\xff\xd8\xff\xe0\x00\x10JFIF", "picture", "JPEG"},
		{"an old workbook", ole + utf16("Workbook"), "old_excel", ""},
		{"a mail of Outlook", ole + utf16("__substg1.0_0037001F"), "mail", "MSG"},
		{"a mail", "Received: from a\r\nFrom: ops@carrier.example\r\nTo: us\r\nSubject: status\r\n\r\n{}", "mail", "EML"},
		{"an archive", zipped("status.csv", "more.csv"), "archive", "ZIP"},
		{"a spreadsheet of LibreOffice", zipped("mimetype", "content.xml"), "ods", ""},
		{"JSON of anybody", `[{"hello":"world"},{"booking":{"number":"1"}}]`, "no_events", ""},
	}
	h := open(t)
	for _, c := range cases {
		for _, name := range []string{"", "list.csv", "list.xlsx", "x.json"} {
			_, err := Run(t.Context(), h.office, strings.NewReader(c.text), Options{Name: name})
			var fault *model.Fault
			if !errors.As(err, &fault) || fault.Key != "error.import."+c.key || c.what != "" && fault.Args[0] != c.what {
				t.Errorf("%s, called %q: %v", c.name, name, err)
				continue
			}
			if !words.In(words.Vietnamese, nil).Has(fault.Key + ".hint") {
				t.Errorf("%s: no hint", c.name)
			}
		}
	}
}

func TestWhatOnlyLooksForeignIsRead(t *testing.T) {
	h := open(t, "Saigon Tech Export")
	for _, text := range []string{
		"shipment,partner,commodity\nA1,Saigon Tech Export,\"ISA*00*\"\n",
		"From,To,Subject,shipment,partner\na,b,c,A2,Saigon Tech Export\n",
		"STT;shipment;partner\n1;A3;Saigon Tech Export\n",
		"UNIT,shipment,partner\n1,A4,Saigon Tech Export\n",
	} {
		if r, err := Run(t.Context(), h.office, strings.NewReader(text), Options{}); err != nil || r.Taken != 1 {
			t.Errorf("%q: %v\n%s", text, err, spoken(r))
		}
	}
}
