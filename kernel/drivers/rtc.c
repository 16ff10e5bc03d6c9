/* SPDX-License-Identifier: MIT */
/*
 * The battery-backed clock of a PC, an MC146818 behind two ports: asked once,
 * at boot, for the time of day, which it keeps in UTC.
 */
#include <asm/io.h>
#include <linux/string.h>
#include <linux/time.h>

#include "drivers.h"

#define CMOS_INDEX 0x70
#define CMOS_DATA 0x71
#define STATUS_A 0x0a
#define STATUS_B 0x0b
#define UPDATE_IN_PROGRESS 0x80
#define BINARY 0x04
#define HOURS_24 0x02
#define PM 0x80
#define TRIES 100000

enum { SECOND, MINUTE, HOUR, DAY, MONTH, YEAR, FIELDS };
static const u8 registers[FIELDS] = { 0, 2, 4, 7, 8, 9 };

static u8 cmos_read(u8 reg)
{
	outb(reg, CMOS_INDEX);
	return inb(CMOS_DATA);
}

static void read_fields(u8 *fields)
{
	/* A clock that always says it is busy is read all the same. */
	for (int i = 0; i < TRIES; i++)
		if (!(cmos_read(STATUS_A) & UPDATE_IN_PROGRESS))
			break;
	for (int i = 0; i < FIELDS; i++)
		fields[i] = cmos_read(registers[i]);
}

static u8 from_bcd(u8 value)
{
	return (value >> 4) * 10 + (value & 0xf);
}

time64_t rtc_read_time(void)
{
	u8 status = cmos_read(STATUS_B), f[FIELDS], again[FIELDS];
	bool pm;

	/* The same twice: no update came between. */
	read_fields(again);
	do {
		memcpy(f, again, sizeof(f));
		read_fields(again);
	} while (memcmp(f, again, sizeof(f)));
	pm = !(status & HOURS_24) && (f[HOUR] & PM);
	if (!(status & HOURS_24))
		f[HOUR] &= ~PM;
	for (int i = 0; i < FIELDS && !(status & BINARY); i++)
		f[i] = from_bcd(f[i]);
	if (!(status & HOURS_24))
		f[HOUR] = f[HOUR] % 12 + (pm ? 12 : 0);
	return mktime64(f[YEAR] + (f[YEAR] < 70 ? 2000 : 1900), f[MONTH],
			f[DAY], f[HOUR], f[MINUTE], f[SECOND]);
}
