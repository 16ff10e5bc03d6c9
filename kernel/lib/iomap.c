/* SPDX-License-Identifier: MIT */
/*
 * Accessors that take ports and memory alike: a port is given as an address
 * below those that any memory has.
 */
#include <asm/byteorder.h>
#include <linux/export.h>
#include <linux/io.h>
#include <linux/kernel.h>

#define PORT_BASE 0x10000ul
#define PORT_END (2 * PORT_BASE)

static bool is_port(const void __iomem *addr)
{
	unsigned long a = (unsigned long)addr;

	return a >= PORT_BASE && a < PORT_END;
}

static u16 port_of(const void __iomem *addr)
{
	return (unsigned long)addr - PORT_BASE;
}

#define IO_FUNCTIONS(bits, type, suffix)                              \
	unsigned int ioread##bits(const void __iomem *addr)           \
	{                                                             \
		return is_port(addr) ? in##suffix(port_of(addr)) :    \
				       read##suffix(addr);            \
	}                                                             \
	EXPORT_SYMBOL(ioread##bits);                                  \
	void iowrite##bits(type value, void __iomem *addr)            \
	{                                                             \
		if (is_port(addr))                                    \
			out##suffix(value, port_of(addr));            \
		else                                                  \
			write##suffix(value, addr);                   \
	}                                                             \
	EXPORT_SYMBOL(iowrite##bits);                                 \
	void ioread##bits##_rep(const void __iomem *addr, void *buf,  \
				unsigned long count)                  \
	{                                                             \
		for (type *to = buf; count--; to++)                   \
			*to = ioread##bits(addr);                     \
	}                                                             \
	EXPORT_SYMBOL(ioread##bits##_rep);                            \
	void iowrite##bits##_rep(void __iomem *addr, const void *buf, \
				 unsigned long count)                 \
	{                                                             \
		for (const type *from = buf; count--; from++)         \
			iowrite##bits(*from, addr);                   \
	}                                                             \
	EXPORT_SYMBOL(iowrite##bits##_rep)

IO_FUNCTIONS(8, u8, b);
IO_FUNCTIONS(16, u16, w);
IO_FUNCTIONS(32, u32, l);

#define BIG_ENDIAN_FUNCTIONS(bits)                                \
	unsigned int ioread##bits##be(const void __iomem *addr)   \
	{                                                         \
		return swab##bits(ioread##bits(addr));            \
	}                                                         \
	EXPORT_SYMBOL(ioread##bits##be);                          \
	void iowrite##bits##be(u##bits value, void __iomem *addr) \
	{                                                         \
		iowrite##bits(swab##bits(value), addr);           \
	}                                                         \
	EXPORT_SYMBOL(iowrite##bits##be)

BIG_ENDIAN_FUNCTIONS(16);
BIG_ENDIAN_FUNCTIONS(32);

void __iomem *ioport_map(unsigned long port, unsigned int nr)
{
	return port > IO_SPACE_LIMIT ? NULL : IOMEM(port + PORT_BASE);
}
EXPORT_SYMBOL(ioport_map);

void ioport_unmap(void __iomem *addr)
{
}
EXPORT_SYMBOL(ioport_unmap);
