package folder

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A backup is the file of a store as it was at one moment, and behind it one
// line with the checksum of all that. The line is as long always, so that it is
// found from the end; a store opens with it as it does without.

// backupHead begins the line that closes a backup.
const backupHead = "\nporthole backup, sha256 "

// backupLine is how long that line is.
const backupLine = len(backupHead) + 2*sha256.Size + 1

// Backup is a copy of the store on the local disk, to be sent wherever it is to
// be kept. Whoever asked for it closes it, which removes the copy.
type Backup struct {
	Size int64  // in bytes
	Sum  string // SHA-256 of all of it, in hex

	scratch string
	file    *os.File
}

// NewBackup makes a backup of the store in folder as it is at one moment.
func NewBackup(ctx context.Context, d Disk, folder string) (_ *Backup, err error) {
	b := &Backup{}
	if b.scratch, err = Apart(ctx, d, folder); err != nil {
		return nil, err
	}
	if err = b.finish(ctx, filepath.Join(b.scratch, FileName)); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// finish adds the line with the checksum.
func (b *Backup) finish(ctx context.Context, name string) (err error) {
	if b.file, err = os.OpenFile(name, os.O_RDWR, 0); err != nil {
		return fmt.Errorf("finish a backup: %w", err)
	}
	hash := sha256.New()
	size, err := io.Copy(&patient{ctx, hash}, b.file)
	if err != nil {
		return fmt.Errorf("finish a backup: %w", err)
	}
	closing := closingLine(hash.Sum(nil))
	if _, err := b.file.WriteAt(closing, size); err != nil {
		return fmt.Errorf("finish a backup: %w", err)
	}
	hash.Write(closing)
	b.Size, b.Sum = size+int64(len(closing)), hex.EncodeToString(hash.Sum(nil))
	return nil
}

// Send writes the backup to whoever keeps it, as fast as they take it.
func (b *Backup) Send(ctx context.Context, to io.Writer) error {
	if _, err := b.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read a backup: %w", err)
	}
	if _, err := io.Copy(&patient{ctx, to}, b.file); err != nil {
		return fmt.Errorf("send a backup: %w", err)
	}
	return nil
}

// Close removes the copy.
func (b *Backup) Close() (err error) {
	if b.file != nil {
		err = b.file.Close()
	}
	if err = errors.Join(err, os.RemoveAll(b.scratch)); err != nil {
		return fmt.Errorf("remove the copy of a backup: %w", err)
	}
	return nil
}

func closingLine(sum []byte) []byte {
	return append(hex.AppendEncode([]byte(backupHead), sum), '\n')
}

// leastPage is the size of which those of every machine's pages are multiples,
// and so the length of every store's file.
const leastPage = 4096

// unclose checks the line that closes a backup and cuts it off. A file that has
// none is the store's own, copied while no server ran: what is in it is checked
// by whoever opens it. False when the file is not as it was made.
func unclose(file *os.File) (whole bool, err error) {
	info, err := file.Stat()
	if err != nil {
		return false, err //nolint:wrapcheck // the caller says what was being done
	}
	size := info.Size() - int64(backupLine)
	if info.Size()%leastPage == 0 || size <= 0 {
		return info.Size() > 0 && info.Size()%leastPage == 0, nil
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, io.NewSectionReader(file, 0, size)); err != nil {
		return false, err //nolint:wrapcheck // likewise
	}
	closing := make([]byte, backupLine)
	if _, err := file.ReadAt(closing, size); err != nil {
		return false, err //nolint:wrapcheck // likewise
	}
	if !bytes.Equal(closing, closingLine(hash.Sum(nil))) {
		return false, nil
	}
	return true, file.Truncate(size) //nolint:wrapcheck // likewise
}
