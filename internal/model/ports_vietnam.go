package model

// vietnam has the sea ports of Viet Nam, south to north.
var vietnam = []port{
	{
		code: "VNSGN", name: "Ho Chi Minh City", zone: "Asia/Ho_Chi_Minh", lat: 10.76, lon: 106.79, terminalsSpeak: true,
		aliases: names("Ho Chi Minh|HCMC|HCM|TP HCM|Thành phố Hồ Chí Minh|TP Hồ Chí Minh|Sài Gòn|Saigon|Saigon Port"),
		terminals: []terminal{
			{smdg: "CATLAI", code: "VNCLI", name: "Cat Lai", main: true, aliases: names("Cát Lái|TCCL|Tan Cang Cat Lai|Tân Cảng Cát Lái|Saigon New Port")},
		},
	},
}
