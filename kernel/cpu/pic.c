/* SPDX-License-Identifier: MIT */
/*
 * The PC's two 8259A interrupt controllers: remapped behind the exceptions,
 * each line masked until it is wanted. Intel 8259A data sheet.
 */
#include <asm/io.h>

#include "cpu.h"

#define MASTER 0x20
#define SLAVE 0xa0
#define DATA 1 /* offset of a controller's data port */
#define CASCADE 2
#define READ_IN_SERVICE 0x0b
#define END_OF_INTERRUPT 0x20

static u16 masked = 0xffff & ~(1u << CASCADE);

static void write_masks(void)
{
	outb((u8)masked, MASTER + DATA);
	outb(masked >> 8, SLAVE + DATA);
}

/* Initialisation command words 1 to 4: edge triggered, cascaded, 8086. */
void pic_init(void)
{
	outb(0x11, MASTER);
	outb(0x11, SLAVE);
	outb(IRQ_VECTOR, MASTER + DATA);
	outb(IRQ_VECTOR + 8, SLAVE + DATA);
	outb(1u << CASCADE, MASTER + DATA);
	outb(CASCADE, SLAVE + DATA);
	outb(0x01, MASTER + DATA);
	outb(0x01, SLAVE + DATA);
	write_masks();
}

void pic_mask(unsigned int irq)
{
	masked |= 1u << irq;
	write_masks();
}

void pic_unmask(unsigned int irq)
{
	masked &= ~(1u << irq);
	write_masks();
}

/* Line 7 of a controller also fires when a request went away. */
static bool is_spurious(unsigned int irq)
{
	u16 port = irq < 8 ? MASTER : SLAVE;

	if ((irq & 7) != 7)
		return false;
	outb(READ_IN_SERVICE, port);
	if (inb(port) & 0x80)
		return false;
	if (irq >= 8)
		outb(END_OF_INTERRUPT, MASTER);
	return true;
}

bool pic_acknowledge(unsigned int irq)
{
	if (is_spurious(irq))
		return false;
	if (irq >= 8)
		outb(END_OF_INTERRUPT, SLAVE);
	outb(END_OF_INTERRUPT, MASTER);
	return true;
}
