/* SPDX-License-Identifier: MIT */
/*
 * Ports, and the memory of devices: one access of that width each, in order.
 *
 * Context: any.
 * Linux: Documentation/driver-api/device-io.rst
 */
#ifndef _ASM_IO_H
#define _ASM_IO_H

#include <asm/page.h>
#include <linux/compiler.h>
#include <linux/types.h>

#define IO_SPACE_LIMIT 0xffff
#define IOMEM(address) ((void __iomem __force *)(address))

/* A write to a port that no device has: about a microsecond. */
static inline void slow_down_io(void)
{
	asm volatile("outb %al, $0x80");
}

/* in, out, and their forms that pause and that repeat. */
#define PORT_FUNCTIONS(suffix, reg, type)                          \
	static inline void out##suffix(type value, u16 port)       \
	{                                                          \
		asm volatile("out" #suffix " %" reg "0, %w1"       \
			     :                                     \
			     : "a"(value), "Nd"(port));            \
	}                                                          \
	static inline type in##suffix(u16 port)                    \
	{                                                          \
		type value;                                        \
                                                                   \
		asm volatile("in" #suffix " %w1, %" reg "0"        \
			     : "=a"(value)                         \
			     : "Nd"(port));                        \
		return value;                                      \
	}                                                          \
	static inline void out##suffix##_p(type value, u16 port)   \
	{                                                          \
		out##suffix(value, port);                          \
		slow_down_io();                                    \
	}                                                          \
	static inline type in##suffix##_p(u16 port)                \
	{                                                          \
		type value = in##suffix(port);                     \
                                                                   \
		slow_down_io();                                    \
		return value;                                      \
	}                                                          \
	static inline void outs##suffix(u16 port, const void *buf, \
					unsigned long count)       \
	{                                                          \
		asm volatile("rep outs" #suffix                    \
			     : "+S"(buf), "+c"(count)              \
			     : "d"(port)                           \
			     : "memory");                          \
	}                                                          \
	static inline void ins##suffix(u16 port, void *buf,        \
				       unsigned long count)        \
	{                                                          \
		asm volatile("rep ins" #suffix                     \
			     : "+D"(buf), "+c"(count)              \
			     : "d"(port)                           \
			     : "memory");                          \
	}

PORT_FUNCTIONS(b, "b", u8)
PORT_FUNCTIONS(w, "w", u16)
PORT_FUNCTIONS(l, "k", u32)

/* readb(), writeb() and so on of what ioremap() returned. */
#define MEMORY_FUNCTIONS(suffix, type)                                          \
	static inline type read##suffix(const volatile void __iomem *addr)      \
	{                                                                       \
		type value = *(const volatile type __force *)addr;              \
                                                                                \
		barrier();                                                      \
		return value;                                                   \
	}                                                                       \
	static inline void write##suffix(type value,                            \
					 volatile void __iomem *addr)           \
	{                                                                       \
		barrier();                                                      \
		*(volatile type __force *)addr = value;                         \
	}                                                                       \
	static inline type read##suffix##_relaxed(                              \
		const volatile void __iomem *addr)                              \
	{                                                                       \
		return *(const volatile type __force *)addr;                    \
	}                                                                       \
	static inline void write##suffix##_relaxed(type value,                  \
						   volatile void __iomem *addr) \
	{                                                                       \
		*(volatile type __force *)addr = value;                         \
	}

MEMORY_FUNCTIONS(b, u8)
MEMORY_FUNCTIONS(w, u16)
MEMORY_FUNCTIONS(l, u32)

#define __raw_readb readb_relaxed
#define __raw_readw readw_relaxed
#define __raw_readl readl_relaxed
#define __raw_writeb writeb_relaxed
#define __raw_writew writew_relaxed
#define __raw_writel writel_relaxed

#endif
