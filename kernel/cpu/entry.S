/* SPDX-License-Identifier: MIT */
/*
 * The way into the kernel: a stub for each vector, one common path that saves
 * struct pt_regs and calls trap(), and the way back. And guard_run(), which
 * marks a place that an oops can come back to.
 */
#define KERNEL_DS 0x68
#define PT_GS 40
#define EFAULT 14

/* The processor pushes an error code for these. */
#define HAS_ERROR_CODE(n) (((n) == 8) | (((n) >= 10) & ((n) <= 14)) | \
	((n) == 17) | ((n) == 21) | ((n) == 29) | ((n) == 30))

	.text
	.macro vector number
	.balign 16
vector_\number:
	.if !HAS_ERROR_CODE(\number)
	push $-1
	.endif
	push $\number
	jmp common_entry
	.endm

	.altmacro
	.macro vectors from, to
	.set i, \from
	.rept \to - \from + 1
	vector %i
	.set i, i + 1
	.endr
	.endm
	vectors 0, 47

	.globl common_entry
common_entry:
	cld
	push %fs
	push %es
	push %ds
	push %eax
	push %ebp
	push %edi
	push %esi
	push %edx
	push %ecx
	push %ebx
	mov PT_GS(%esp), %edx
	movl $0, PT_GS(%esp)
	mov %gs, PT_GS(%esp)
	mov $KERNEL_DS, %ecx
	mov %ecx, %ds
	mov %ecx, %es
	mov %esp, %eax
	call trap
	pop %ebx
	pop %ecx
	pop %edx
	pop %esi
	pop %edi
	pop %ebp
	pop %eax
	pop %ds
	pop %es
	pop %fs
	pop %gs
	add $4, %esp
	iret

	.macro address number
	.long vector_\number
	.endm
	.macro addresses from, to
	.set i, \from
	.rept \to - \from + 1
	address %i
	.set i, i + 1
	.endr
	.endm
	.section .rodata
	.globl vector_addresses
vector_addresses:
	addresses 0, 47

/* The double fault is a task of its own: the stack can't be trusted. */
	.text
	.globl double_fault_entry
double_fault_entry:
	cld
	call double_fault
1:	hlt
	jmp 1b

/*
 * int guard_run(struct guard *g, int (*fn)(void *), void *arg, int *ret)
 * Calls fn(arg) with what is needed to come back here in *g. Returns 0, and
 * *ret; or -EFAULT, by guard_resume(g).
 */
	.globl guard_run
guard_run:
	push %ebp
	mov %esp, %ebp
	push %ebx
	push %esi
	push %edi
	mov %ebp, (%eax)
	mov %esp, 4(%eax)
	mov %ecx, %eax
	call *%edx
	mov 8(%ebp), %edx
	mov %eax, (%edx)
	xor %eax, %eax
	jmp 1f

	.globl guard_resume
guard_resume:
	mov (%eax), %ebp
	mov 4(%eax), %esp
	mov $-EFAULT, %eax
1:	pop %edi
	pop %esi
	pop %ebx
	pop %ebp
	ret

	.section .note.GNU-stack, "", @progbits
