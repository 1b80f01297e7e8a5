package workbook

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"porthole/internal/model"
)

// Book is an XLSX file on disk, of which sheets are read row by row.
type Book struct {
	Sheets   []*Sheet // in their order; those of charts alone are left out
	From1904 bool     // its serial dates count from 1904, as old Macs did

	folder  string // has the file and whatever reading it unpacks
	archive *zip.ReadCloser
	limits  Limits
	texts   *texts
	styles  []*numberFormat
}

// Sheet is a sheet as the workbook names it.
type Sheet struct {
	Name   string
	Hidden bool

	part     *zip.File
	merges   []merge
	searched bool // for merges
}

// Limits bound what a workbook may cost.
type Limits struct {
	Parts      int   // entries of the file
	PartBytes  int64 // of a part that is read whole, unpacked; in memory
	SheetBytes int64 // of all parts, unpacked; on disk
}

// Open spools a workbook and reads what all its sheets share. It must be closed.
func Open(in io.Reader, l Limits) (*Book, error) {
	folder, err := os.MkdirTemp("", "porthole-xlsx-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	b := &Book{folder: folder, limits: l}
	if err := b.open(in); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

func (b *Book) open(in io.Reader) error {
	path := filepath.Join(b.folder, "list.xlsx")
	if err := saveTo(path, in); err != nil {
		return err
	}
	var err error
	if b.archive, err = zip.OpenReader(path); err != nil {
		return model.NewFault("error.import.xlsx")
	}
	if err := b.guardSizes(); err != nil {
		return err
	}
	return b.readWorkbook()
}

func saveTo(path string, in io.Reader) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("make a temporary file: %w", err)
	}
	_, err = io.Copy(file, in)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write a temporary file: %w", err)
	}
	return nil
}

// guardSizes adds up what unpacking would cost.
func (b *Book) guardSizes() error {
	var all uint64
	for _, part := range b.archive.File {
		if b.partOfList(part.Name) {
			all += part.UncompressedSize64
		}
	}
	if len(b.archive.File) > b.limits.Parts || all > uint64(b.limits.SheetBytes) {
		return model.NewFault("error.import.too_large", b.limits.SheetBytes>>20)
	}
	return nil
}

// partOfList tells the parts that are read from pictures and the like.
func (b *Book) partOfList(name string) bool {
	return strings.HasSuffix(strings.ToLower(name), ".xml")
}

// readWorkbook reads which sheets there are, in their order, and what they share.
func (b *Book) readWorkbook() error {
	var workbook struct {
		Properties struct {
			From1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			ID    string `xml:"id,attr"`
			State string `xml:"state,attr"`
		} `xml:"sheets>sheet"`
	}
	main := b.mainPart()
	if err := b.readPart(main, &workbook); err != nil {
		return err
	}
	links, err := b.links(path.Join(path.Dir(main), "_rels", path.Base(main)+".rels"))
	if err != nil {
		return err
	}
	byID := map[string]*zip.File{}
	for _, l := range links {
		if l.is("worksheet") {
			byID[l.ID] = b.part(l.part(path.Dir(main)))
		}
	}
	b.From1904 = isTrue(workbook.Properties.From1904)
	for _, s := range workbook.Sheets {
		if part := byID[s.ID]; part != nil {
			b.Sheets = append(b.Sheets, &Sheet{Name: s.Name, part: part, Hidden: s.State == "hidden" || s.State == "veryHidden"})
		}
	}
	if len(b.Sheets) == 0 {
		return model.NewFault("error.import.xlsx")
	}
	return b.readShared(links, path.Dir(main))
}

// mainPart is the name of the part that is the workbook.
func (b *Book) mainPart() string {
	links, _ := b.links("_rels/.rels")
	for _, l := range links {
		if l.is("officeDocument") {
			return l.part("")
		}
	}
	return "xl/workbook.xml"
}

// link is one from a part to another one.
type link struct {
	ID     string `xml:"Id,attr"`
	Kind   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

func (l link) is(kind string) bool { return strings.HasSuffix(l.Kind, "/"+kind) }

// part is the name of the part to which one in a folder links.
func (l link) part(folder string) string {
	target := strings.ReplaceAll(l.Target, `\`, "/")
	if absolute, ok := strings.CutPrefix(target, "/"); ok {
		return absolute
	}
	return path.Join(folder, target)
}

func (b *Book) links(name string) ([]link, error) {
	var read struct {
		Links []link `xml:"Relationship"`
	}
	err := b.readPart(name, &read)
	return read.Links, err
}

// part finds a part by its name, whatever the case; nil when there is none.
func (b *Book) part(name string) *zip.File {
	for _, part := range b.archive.File {
		if strings.EqualFold(strings.ReplaceAll(part.Name, `\`, "/"), name) {
			return part
		}
	}
	return nil
}

// readPart reads a small part; one that is not there has nothing in it.
func (b *Book) readPart(name string, to any) error {
	part := b.part(name)
	if part == nil {
		return nil
	}
	return b.reading(part, func(r io.Reader) error {
		if err := xml.NewDecoder(io.LimitReader(r, b.limits.PartBytes)).Decode(to); err != nil {
			return fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), err)
		}
		return nil
	})
}

func (b *Book) unpack(part *zip.File) (io.ReadCloser, error) {
	r, err := part.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", model.NewFault("error.import.xlsx"), err)
	}
	return r, nil
}

// readShared reads the texts and styles that cells refer to.
func (b *Book) readShared(links []link, folder string) (err error) {
	b.texts = &texts{}
	for _, l := range links {
		part := b.part(l.part(folder))
		switch {
		case part == nil:
		case l.is("sharedStrings"):
			err = b.reading(part, func(r io.Reader) (err error) {
				b.texts, err = readTexts(r, b.folder)
				return err
			})
		case l.is("styles"):
			err = b.reading(part, func(r io.Reader) (err error) {
				b.styles, err = readStyles(r)
				return err
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Read reads the rows of a sheet from the top. It may be called again.
func (b *Book) Read(s *Sheet, read func(*Rows) error) error {
	if err := b.findMerges(s); err != nil {
		return err
	}
	return b.reading(s.part, func(r io.Reader) error { return read(newRows(b, s.merges, r)) })
}

// findMerges reads the merged ranges of a sheet, once: they stand behind its rows.
func (b *Book) findMerges(s *Sheet) error {
	if s.searched {
		return nil
	}
	s.searched = true
	return b.reading(s.part, func(r io.Reader) (err error) {
		s.merges, err = readMerges(r)
		return err
	})
}

// reading unpacks a part while read reads it.
func (b *Book) reading(part *zip.File, read func(r io.Reader) error) error {
	r, err := b.unpack(part)
	if err != nil {
		return err
	}
	defer r.Close() //nolint:errcheck // it was only read
	return read(r)
}

// value is what a cell says, as a person sees it.
func (b *Book) value(kind string, style int, value, inline string) (string, Mark, error) {
	switch kind {
	case "s":
		text, err := b.texts.text(value)
		return text, Text, err
	case "inlineStr":
		return characters(inline), Text, nil
	case "str":
		return characters(value), Text, nil
	case "e", "d":
		return value, Text, nil
	case "b":
		return strings.ToUpper(strconv.FormatBool(isTrue(value))), Text, nil
	}
	raw := strings.TrimSpace(value)
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) || IsExact(raw) {
		return raw, Text, nil // a program wrote more digits than a spreadsheet keeps
	}
	text, m := ith(b.styles, style).show(n, b.From1904)
	return text, m, nil
}

// Close removes everything that was unpacked.
func (b *Book) Close() {
	b.texts.close()
	if b.archive != nil {
		_ = b.archive.Close()
	}
	_ = os.RemoveAll(b.folder)
}
