/* SPDX-License-Identifier: MIT */
/*
 * struct task_struct *switch_to(struct task_struct *prev, *next): saves what a
 * C function must keep on prev's stack, and takes it from next's.
 */
	.section .entry.text, "ax"
	.globl switch_to
switch_to:
	push %ebp
	push %ebx
	push %esi
	push %edi
	mov %esp, (%eax)
	mov (%edx), %esp
	pop %edi
	pop %esi
	pop %ebx
	pop %ebp
	ret

/* A new thread begins here, as if it had called switch_to(). */
	.globl thread_entry
thread_entry:
	xor %ebp, %ebp
	push $0
	call thread_start

	.section .note.GNU-stack, "", @progbits
