/* SPDX-License-Identifier: MIT */
/*
 * Interrupt lines of the PC's two 8259A controllers: remapped behind the
 * exceptions, masked until someone attaches a handler. Handlers run with
 * interrupts off.
 */
#include <asm/cpu.h>
#include <asm/io.h>
#include <linux/errno.h>
#include <linux/kernel_stat.h>
#include <linux/preempt.h>
#include <linux/printk.h>

#include "cpu.h"

#define MASTER 0x20
#define SLAVE 0xa0
#define DATA 1 /* offset of a controller's data port */
#define CASCADE 2
#define LINES 16
#define READ_IN_SERVICE 0x0b
#define END_OF_INTERRUPT 0x20

struct line {
	void (*handler)(void *arg);
	void *arg;
};

static struct line lines[LINES];
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

/* What the innermost interrupt has interrupted. */
static struct pt_regs *irq_regs;

struct pt_regs *get_irq_regs(void)
{
	return irq_regs;
}

void irq_handle(struct pt_regs *regs, unsigned int irq)
{
	struct pt_regs *outer = irq_regs;

	if (is_spurious(irq))
		return;
	irq_regs = regs;
	if (irq >= 8)
		outb(END_OF_INTERRUPT, SLAVE);
	outb(END_OF_INTERRUPT, MASTER);
	kstat.irqs[irq]++;
	preempt_count_add(HARDIRQ_OFFSET);
	if (lines[irq].handler)
		lines[irq].handler(lines[irq].arg);
	preempt_count_sub(HARDIRQ_OFFSET);
	irq_regs = outer;
}

int irq_attach(unsigned int irq, void (*handler)(void *arg), void *arg)
{
	if (irq >= LINES || irq == CASCADE)
		return -EINVAL;
	if (lines[irq].handler)
		return -EBUSY;
	lines[irq] = (struct line){ handler, arg };
	masked &= ~(1u << irq);
	write_masks();
	return 0;
}
