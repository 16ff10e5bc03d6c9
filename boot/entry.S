/* SPDX-License-Identifier: MIT */
/*
 * The first instructions: a multiboot 1 loader enters here in protected mode,
 * with paging off and interrupts off, at physical addresses. It checks for
 * PAE, maps the first gigabyte at 0 and at 0xC0000000 by 2 MiB pages, and
 * calls start_kernel() up there.
 *
 * Multiboot Specification 0.6.96, sections 3.1 to 3.3.
 */
#define KERNEL_BASE 0xC0000000
#define PHYS(x) ((x) - KERNEL_BASE)

#define MULTIBOOT_MAGIC 0x1BADB002
#define MULTIBOOT_LOADED 0x2BADB002
/* Modules on page boundaries; memory sizes and map wanted. */
#define MULTIBOOT_FLAGS 0x00000003

#define CPUID_PAE 0x40
#define CR4_PAE 0x20
#define CR0_PG_WP 0x80010000
#define PAGE_PRESENT_RW_2M 0x83
#define BOOT_STACK_SIZE 16384

	.section .multiboot, "a"
	.balign 4
	.long MULTIBOOT_MAGIC
	.long MULTIBOOT_FLAGS
	.long -(MULTIBOOT_MAGIC + MULTIBOOT_FLAGS)

	.section .boot.text, "ax"
/*
 * Runs at its physical address. The ELF header has the virtual one: GRUB wants
 * an entry inside a segment, and every loader turns it into the physical one.
 */
	.globl boot_entry
boot_entry:
	cld
	mov $PHYS(boot_stack_top), %esp
	cmp $MULTIBOOT_LOADED, %eax
	jne no_multiboot
	mov %ebx, %ebp
	rdtsc
	mov %eax, PHYS(boot_tsc)
	mov %edx, PHYS(boot_tsc) + 4

	mov $1, %eax
	cpuid
	test $CPUID_PAE, %edx
	jz no_pae

	/* The kernel's gigabyte: 512 pages of 2 MiB, for now all writable. */
	mov $PHYS(kernel_pd), %edi
	mov $PAGE_PRESENT_RW_2M, %eax
	mov $512, %ecx
1:	mov %eax, (%edi)
	movl $0, 4(%edi)
	add $0x200000, %eax
	add $8, %edi
	loop 1b

	mov $PHYS(kernel_pd) + 1, %eax
	mov %eax, PHYS(kernel_pdpt)
	mov %eax, PHYS(kernel_pdpt) + 24
	mov $PHYS(kernel_pdpt), %eax
	mov %eax, %cr3
	mov %cr4, %eax
	or $CR4_PAE, %eax
	mov %eax, %cr4
	mov %cr0, %eax
	or $CR0_PG_WP, %eax
	mov %eax, %cr0
	mov $2f, %eax
	jmp *%eax

2:	mov $boot_stack_top, %esp
	mov %ebp, %eax
	xor %ebp, %ebp
	push $0
	call start_kernel
3:	cli
	hlt
	jmp 3b

no_multiboot:
	mov $PHYS(message_multiboot), %esi
	jmp early_stop
no_pae:
	mov $PHYS(message_pae), %esi

/* Says %esi on the serial line and on the screen, and halts. */
early_stop:
	mov $0xb8000, %edi
	mov $0x3f8, %edx
1:	lodsb
	test %al, %al
	jz 3b
	out %al, %dx
	mov $0x0f, %ah
	stosw
	jmp 1b

message_multiboot:
	.asciz "Mortise: not started by a multiboot loader: use GRUB or qemu -kernel\r\n"
message_pae:
	.asciz "Mortise: this processor has no PAE, which the kernel needs\r\n"

	.section .bss, "aw", @nobits
	.balign 4096
	.globl kernel_pd
kernel_pd:
	.skip 4096
	.globl kernel_pdpt
kernel_pdpt:
	.skip 32
	.balign 16
	.globl boot_stack, boot_stack_top
boot_stack:
	.skip BOOT_STACK_SIZE
boot_stack_top:

	.section .note.GNU-stack, "", @progbits
