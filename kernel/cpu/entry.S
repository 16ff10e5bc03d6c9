/* SPDX-License-Identifier: MIT */
/*
 * The way into the kernel: a stub for each vector and one for system calls,
 * which save struct pt_regs and call trap() or syscall_dispatch(), and the way
 * back. And guard_run(), which marks a place that an oops can come back to.
 * No probe may lie here: it would be met while a probe is being handled.
 */
#define KERNEL_DS 0x68
#define PT_GS 40
#define PT_ORIG_AX 44
#define PT_IP 48
#define PT_CS 52
#define PT_FLAGS 56
#define PT_SP 60
#define EFAULT 14

/* The processor pushes an error code for these. */
#define HAS_ERROR_CODE(n) (((n) == 8) | (((n) >= 10) & ((n) <= 14)) | \
	((n) == 17) | ((n) == 21) | ((n) == 29) | ((n) == 30))

	.section .entry.text, "ax"
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

	.macro save_registers
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
	.endm
	.macro pop_registers
	pop %ebx
	pop %ecx
	pop %edx
	pop %esi
	pop %edi
	pop %ebp
	pop %eax
	.endm
	/*
	 * The kernel has no use for fs and gs; but a selector of the program's
	 * that is none any more must not be loaded when a trap within ends.
	 */
	.macro load_kernel_segments
	mov $KERNEL_DS, %ecx
	mov %ecx, %ds
	mov %ecx, %es
	xor %ecx, %ecx
	mov %ecx, %fs
	mov %ecx, %gs
	.endm

	/*
	 * From ring 0 the processor pushes no ss and esp. What it has pushed is
	 * copied behind them, so that struct pt_regs is always whole. What lies
	 * between it and the stack that was interrupted is room for who changes
	 * regs->sp: an emulated push.
	 */
	.macro push_stack_pointer
	testb $3, 12(%esp)
	jnz 1f
	push %ss
	push %esp
	addl $24, (%esp)
	.rept 5
	push 24(%esp)
	.endr
1:
	.endm

	.globl common_entry
common_entry:
	push_stack_pointer
	save_registers
	mov PT_GS(%esp), %edx
	movl $0, PT_GS(%esp)
	mov %gs, PT_GS(%esp)
	load_kernel_segments
	mov %esp, %eax
	call trap
	.globl trap_return
trap_return:
	testb $3, PT_CS(%esp)
	jz return_to_kernel
	.globl return_to_user
return_to_user:
	mov %esp, %eax
	call exit_to_user
	pop_registers
1:	pop %ds
2:	pop %es
3:	pop %fs
4:	pop %gs
	add $4, %esp
	iret

/* A selector that is none any more is 0. */
5:	movl $0, (%esp)
	jmp 1b
6:	movl $0, (%esp)
	jmp 2b
7:	movl $0, (%esp)
	jmp 3b
8:	movl $0, (%esp)
	jmp 4b
	.section __ex_table, "a"
	.balign 4
	.long 1b - ., 5b - ., 0
	.long 2b - ., 6b - ., 0
	.long 3b - ., 7b - ., 0
	.long 4b - ., 8b - ., 0
	.section .entry.text, "ax"

/* What iret takes lies below regs->sp, wherever that points. */
return_to_kernel:
	mov PT_SP(%esp), %eax
	sub $12, %eax
	mov PT_FLAGS(%esp), %edx
	mov %edx, 8(%eax)
	mov PT_CS(%esp), %edx
	mov %edx, 4(%eax)
	mov PT_IP(%esp), %edx
	mov %edx, (%eax)
	mov %eax, PT_ORIG_AX(%esp)
	pop_registers
	pop %ds
	pop %es
	pop %fs
	pop %gs
	pop %esp
	iret

/*
 * Where a function returns to whose return is probed. The registers are as it
 * left them; regs->sp is where its caller expects it, and
 * kretprobe_trampoline() sets regs->ip to where that is.
 */
	.globl __kretprobe_trampoline
__kretprobe_trampoline:
	push %ss
	push %esp
	addl $4, (%esp)
	pushf
	push %cs
	push $__kretprobe_trampoline
	push $-1
	push %gs
	save_registers
	mov %esp, %eax
	call kretprobe_trampoline
	.globl kretprobe_return
kretprobe_return:
	jmp return_to_kernel

	.globl system_call
system_call:
	push %eax
	push %gs
	save_registers
	load_kernel_segments
	sti
	mov %esp, %eax
	call syscall_dispatch
	jmp return_to_user

/* Where a forked task begins, as if it had called switch_to(). */
	.globl fork_entry
fork_entry:
	call finish_fork
	jmp return_to_user

/* void enter_user(struct pt_regs *regs): the end of a kernel thread's life. */
	.globl enter_user
enter_user:
	mov %eax, %esp
	jmp return_to_user

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
	.section .entry.text, "ax"
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
