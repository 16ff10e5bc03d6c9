/* SPDX-License-Identifier: MIT */
/*
 * Defining a system call: SYSCALL_DEFINE3(read, unsigned int, fd, ...) { } is
 * __ia32_sys_read(), which kernel/sys/table.c gives its number. It returns what user
 * space gets: a value, or a negative errno. i386 passes up to six words in
 * ebx, ecx, edx, esi, edi and ebp; a 64-bit argument takes two, low first.
 */
#ifndef _LINUX_SYSCALLS_H
#define _LINUX_SYSCALLS_H

#include <asm/ptrace.h>
#include <asm/unistd.h>
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/uaccess.h>

#define __SC_DECL(t, a) t a
#define __SC_MAP1(t, a) __SC_DECL(t, a)
#define __SC_MAP2(t, a, ...) __SC_DECL(t, a), __SC_MAP1(__VA_ARGS__)
#define __SC_MAP3(t, a, ...) __SC_DECL(t, a), __SC_MAP2(__VA_ARGS__)
#define __SC_MAP4(t, a, ...) __SC_DECL(t, a), __SC_MAP3(__VA_ARGS__)
#define __SC_MAP5(t, a, ...) __SC_DECL(t, a), __SC_MAP4(__VA_ARGS__)
#define __SC_MAP6(t, a, ...) __SC_DECL(t, a), __SC_MAP5(__VA_ARGS__)

#define __SC_REG1(t, a) (t) regs->bx
#define __SC_REG2(t, a, t2, a2) __SC_REG1(t, a), (t2)regs->cx
#define __SC_REG3(t, a, t2, a2, t3, a3) __SC_REG2(t, a, t2, a2), (t3)regs->dx
#define __SC_REG4(t, a, t2, a2, t3, a3, t4, a4) \
	__SC_REG3(t, a, t2, a2, t3, a3), (t4)regs->si
#define __SC_REG5(t, a, t2, a2, t3, a3, t4, a4, t5, a5) \
	__SC_REG4(t, a, t2, a2, t3, a3, t4, a4), (t5)regs->di
#define __SC_REG6(t, a, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6) \
	__SC_REG5(t, a, t2, a2, t3, a3, t4, a4, t5, a5), (t6)regs->bp

#define __SYSCALL_DEFINE(x, name, ...)                                \
	static inline long __do_sys_##name(__SC_MAP##x(__VA_ARGS__)); \
	long __ia32_sys_##name(const struct pt_regs *regs);           \
	long __ia32_sys_##name(const struct pt_regs *regs)            \
	{                                                             \
		return __do_sys_##name(__SC_REG##x(__VA_ARGS__));     \
	}                                                             \
	static inline long __do_sys_##name(__SC_MAP##x(__VA_ARGS__))

#define SYSCALL_DEFINE0(name)                               \
	long __ia32_sys_##name(const struct pt_regs *regs); \
	long __ia32_sys_##name(const struct pt_regs *regs)
#define SYSCALL_DEFINE1(name, ...) __SYSCALL_DEFINE(1, name, __VA_ARGS__)
#define SYSCALL_DEFINE2(name, ...) __SYSCALL_DEFINE(2, name, __VA_ARGS__)
#define SYSCALL_DEFINE3(name, ...) __SYSCALL_DEFINE(3, name, __VA_ARGS__)
#define SYSCALL_DEFINE4(name, ...) __SYSCALL_DEFINE(4, name, __VA_ARGS__)
#define SYSCALL_DEFINE5(name, ...) __SYSCALL_DEFINE(5, name, __VA_ARGS__)
#define SYSCALL_DEFINE6(name, ...) __SYSCALL_DEFINE(6, name, __VA_ARGS__)

/*
 * Where each call is, by its number; NULL: it is none. It is for who looks:
 * calls are made by a switch, as on Linux since 6.9.
 */
typedef long (*sys_call_ptr_t)(const struct pt_regs *regs);
extern const sys_call_ptr_t sys_call_table[];

/* int 0x80 from user mode: eax has the number, and then the result. */
void syscall_dispatch(struct pt_regs *regs);

#endif
