/* SPDX-License-Identifier: MIT */
/*
 * The memory of devices, mapped for drivers, and one set of accessors for it
 * and for ports.
 *
 * Context: process, may sleep.
 * Linux: Documentation/driver-api/device-io.rst
 */
#ifndef _LINUX_IO_H
#define _LINUX_IO_H

#include <asm/io.h>
#include <asm/page.h>
#include <linux/ioport.h>
#include <linux/string.h>

struct device;

/*
 * @size bytes of a device from the physical address @start on: where to access
 * them. Not cached; _uc(): whatever the MTRRs say; _wc(): as ioremap(), there
 * is no PAT; _cache(): cached. NULL: RAM (a WARNING), nothing, above 4 GiB, or
 * no memory. iounmap() takes it back; NULL is allowed.
 */
void __iomem *ioremap(resource_size_t start, unsigned long size);
void __iomem *ioremap_uc(resource_size_t start, unsigned long size);
void __iomem *ioremap_wc(resource_size_t start, unsigned long size);
void __iomem *ioremap_cache(resource_size_t start, unsigned long size);
void iounmap(volatile void __iomem *addr);
#define ioremap_wt ioremap
#define ioremap_np ioremap

/* The same for memory without side effects, RAM too (by its own address). */
#define MEMREMAP_WB 1ul
#define MEMREMAP_WT 2ul
#define MEMREMAP_WC 4ul
void *memremap(resource_size_t start, size_t size, unsigned long flags);
void memunmap(void *addr);

/*
 * Accesses to what ioremap() or ioport_map() returned, be it memory or a port:
 * big-endian by _be(), and _rep(): @count times the same place.
 * Context: any.
 */
unsigned int ioread8(const void __iomem *addr);
unsigned int ioread16(const void __iomem *addr);
unsigned int ioread32(const void __iomem *addr);
unsigned int ioread16be(const void __iomem *addr);
unsigned int ioread32be(const void __iomem *addr);
void iowrite8(u8 value, void __iomem *addr);
void iowrite16(u16 value, void __iomem *addr);
void iowrite32(u32 value, void __iomem *addr);
void iowrite16be(u16 value, void __iomem *addr);
void iowrite32be(u32 value, void __iomem *addr);
void ioread8_rep(const void __iomem *addr, void *buf, unsigned long count);
void ioread16_rep(const void __iomem *addr, void *buf, unsigned long count);
void ioread32_rep(const void __iomem *addr, void *buf, unsigned long count);
void iowrite8_rep(void __iomem *addr, const void *buf, unsigned long count);
void iowrite16_rep(void __iomem *addr, const void *buf, unsigned long count);
void iowrite32_rep(void __iomem *addr, const void *buf, unsigned long count);

/* Ports from @port on, for the functions above; NULL: there are not so many. */
void __iomem *ioport_map(unsigned long port, unsigned int nr);
void ioport_unmap(void __iomem *addr);

/* Copies between device and memory. Context: any. */
static inline void memcpy_fromio(void *to, const volatile void __iomem *from,
				 size_t n)
{
	memcpy(to, (const void __force *)from, n);
}

static inline void memcpy_toio(volatile void __iomem *to, const void *from,
			       size_t n)
{
	memcpy((void __force *)to, from, n);
}

static inline void memset_io(volatile void __iomem *to, int value, size_t n)
{
	memset((void __force *)to, value, n);
}

/* As their namesakes, until the driver lets go of @dev. */
void __iomem *devm_ioremap(struct device *dev, resource_size_t start,
			   resource_size_t size);
/*
 * Claims @res and maps it: ERR_PTR(-EINVAL): no memory range, -EBUSY: someone
 * has it, -ENOMEM.
 */
void __iomem *devm_ioremap_resource(struct device *dev,
				    const struct resource *res);
void devm_iounmap(struct device *dev, void __iomem *addr);
void __iomem *devm_ioport_map(struct device *dev, unsigned long port,
			      unsigned int nr);

#endif
