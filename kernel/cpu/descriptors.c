/* SPDX-License-Identifier: MIT */
/*
 * Descriptor tables: flat segments under Linux's i386 selectors, the TSS that
 * gives traps from ring 3 their stack, another for double faults, and the
 * gates of the interrupt descriptor table. Intel SDM volume 3, chapters 3, 6
 * and 7.
 */
#include <asm/cpu.h>
#include <asm/fpu.h>
#include <asm/processor.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "cpu.h"

#define GDT_ENTRIES 32
#define GDT_TSS 16
#define GDT_DOUBLE_FAULT_TSS 31
#define IDT_ENTRIES 256

#define DESC_CODE 0x00cf9a000000ffffull
#define DESC_DATA 0x00cf92000000ffffull
#define DESC_USER (3ull << 45)
#define DESC_TSS_AVAILABLE 0x89
#define DESC_BUSY (1ull << 41)

#define SYSCALL_VECTOR 0x80
#define GATE_INTERRUPT 0x8e
#define GATE_INTERRUPT_USER 0xee
#define GATE_TASK 0x85

static u64 gdt[GDT_ENTRIES] __aligned(8) = {
	[KERNEL_CS / 8] = DESC_CODE,
	[KERNEL_DS / 8] = DESC_DATA,
	[USER_CS / 8] = DESC_CODE | DESC_USER,
	[USER_DS / 8] = DESC_DATA | DESC_USER,
};
static u64 idt[IDT_ENTRIES] __aligned(8);

struct tss main_tss = { .ss0 = KERNEL_DS, .iomap = sizeof(struct tss) };
static struct tss double_fault_tss;
u8 double_fault_stack[DOUBLE_FAULT_STACK_SIZE] __aligned(16);

static void set_tss(unsigned int index, const struct tss *tss)
{
	u64 base = (unsigned long)tss, limit = sizeof(*tss) - 1;

	gdt[index] = limit | (base & 0xffffff) << 16 |
		     (u64)DESC_TSS_AVAILABLE << 40 | (base >> 24) << 56;
}

static void set_gate(unsigned int vector, u32 offset, u16 selector, u8 type)
{
	idt[vector] = (offset & 0xffff) | (u64)selector << 16 |
		      (u64)type << 40 | (u64)(offset >> 16) << 48;
}

static void load_gdt(void)
{
	struct {
		u16 limit;
		u32 base;
	} __packed pointer = { sizeof(gdt) - 1, (u32)gdt };

	asm volatile("lgdt %0\n\t"
		     "ljmp %1, $1f\n"
		     "1:	mov %2, %%ds\n\t"
		     "mov %2, %%es\n\t"
		     "mov %2, %%ss\n\t"
		     "mov %3, %%fs\n\t"
		     "mov %3, %%gs"
		     :
		     : "m"(pointer), "i"(KERNEL_CS), "r"(KERNEL_DS), "r"(0)
		     : "memory");
}

static void load_idt(void)
{
	struct {
		u16 limit;
		u32 base;
	} __packed pointer = { sizeof(idt) - 1, (u32)idt };

	asm volatile("lidt %0" : : "m"(pointer));
}

/* After a reset there is one at address 0, with room for 8192 descriptors. */
static void load_no_ldt(void)
{
	asm volatile("lldt %w0" : : "r"(0));
}

static void load_task_register(unsigned int index)
{
	asm volatile("ltr %w0" : : "r"(index * 8));
}

void cpu_init(void)
{
	set_tss(GDT_TSS, &main_tss);
	set_tss(GDT_DOUBLE_FAULT_TSS, &double_fault_tss);
	double_fault_tss = (struct tss){
		.cr3 = read_cr3(),
		.ip = (u32)double_fault_entry,
		.sp = (u32)(double_fault_stack + DOUBLE_FAULT_STACK_SIZE - 16),
		.flags = 2,
		.cs = KERNEL_CS,
		.ds = KERNEL_DS,
		.es = KERNEL_DS,
		.ss = KERNEL_DS,
		.iomap = sizeof(struct tss),
	};
	for (unsigned int v = 0; v < VECTORS; v++)
		set_gate(v, vector_addresses[v], KERNEL_CS, GATE_INTERRUPT);
	/* int3 and into are for programs too. */
	set_gate(3, vector_addresses[3], KERNEL_CS, GATE_INTERRUPT_USER);
	set_gate(4, vector_addresses[4], KERNEL_CS, GATE_INTERRUPT_USER);
	set_gate(8, 0, GDT_DOUBLE_FAULT_TSS * 8, GATE_TASK);
	set_gate(SYSCALL_VECTOR, (u32)system_call, KERNEL_CS,
		 GATE_INTERRUPT_USER);
	load_gdt();
	load_no_ldt();
	load_task_register(GDT_TSS);
	load_idt();
	pic_init();
	fpu_init();
}

void cpu_load_tls(const u64 *tls)
{
	memcpy(&gdt[GDT_TLS_MIN], tls, GDT_TLS_ENTRIES * sizeof(*tls));
	/* A selector of what was there could not be loaded again. */
	asm volatile("mov %0, %%fs\n\tmov %0, %%gs" : : "r"(0));
}

void cpu_set_kernel_stack(unsigned long top)
{
	main_tss.sp0 = top;
}

void double_fault_leave(void)
{
	gdt[GDT_DOUBLE_FAULT_TSS] &= ~DESC_BUSY;
	gdt[GDT_TSS] &= ~DESC_BUSY;
	double_fault_tss.ip = (u32)double_fault_entry;
	double_fault_tss.sp =
		(u32)(double_fault_stack + DOUBLE_FAULT_STACK_SIZE - 16);
	double_fault_tss.flags = 2;
	load_task_register(GDT_TSS);
	switch_mm(current->mm);
	/* NT off, so that an iret is an iret; TS off. */
	asm volatile("push $2\n\tpopf\n\tclts" : : : "memory", "cc");
}
