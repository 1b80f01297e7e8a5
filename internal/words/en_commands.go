package words

// What commands and the recognising of people have to say, in English.
var enCommands = entries{
	"error.code.incomplete":      "The code is not complete.",
	"error.code.incomplete.hint": "It has 25 letters and digits after HL-. Copy all of it.",
	"error.code.mistyped":        "There is a slip in the code.",
	"error.code.mistyped.hint":   "Compare it with the message it came in, or paste it from there.",
	"error.code.unknown":         "This code does not open anything, or does no longer.",
	"error.code.unknown.hint":    "Ask whoever gave it to you for a new one. {1}",

	"error.key.empty":            "There is no public key in what was sent.",
	"error.key.empty.hint":       "Send the file on standard input: key add < ~/.ssh/id_ed25519.pub",
	"error.key.private":          "This is a private key. It was not kept, and it should never leave your computer.",
	"error.key.private.hint":     "Send the public half, the file that ends with .pub.",
	"error.key.unreadable":       "“{1}” is not a public key.",
	"error.key.unreadable.hint":  "A public key is one line, such as: ssh-ed25519 AAAA… name@computer",
	"error.key.several":          "There are {1} lines, and one key is added at a time.",
	"error.key.several.hint":     "Send one line of the file.",
	"error.key.too_long":         "That is too long for public keys.",
	"error.key.too_long.hint":    "Send the file that ends with .pub.",
	"error.key.too_many":         "There are more than {1} keys in the file.",
	"error.key.too_many.hint":    "Keep the keys of administrators in it, and register the others with: key add --account EMAIL",
	"error.key.options":          "There are options in front of the key.",
	"error.key.options.hint":     "They would not be kept here. Send the key without them.",
	"error.key.certificate":      "Certificates are not accepted here.",
	"error.key.certificate.hint": "Send the plain public key, the file that ends with .pub and not with -cert.pub.",
	"error.key.type":             "Keys of the kind {1} are not accepted.",
	"error.key.type.hint":        "Make a new one with: ssh-keygen -t ed25519",
	"error.key.rsa":              "An RSA key of {1} bits is not accepted.",
	"error.key.rsa.hint":         "It must have from 2048 to 8192 bits. Better, make a new key with: ssh-keygen -t ed25519",
}
