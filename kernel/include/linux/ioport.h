/* SPDX-License-Identifier: MIT */
/*
 * Ranges of ports, memory and the like that a device has: told to drivers of
 * platform devices, and claimed by them.
 *
 * Context: process, may sleep
 * Linux: Documentation/driver-api/device-io.rst
 */
#ifndef _LINUX_IOPORT_H
#define _LINUX_IOPORT_H

#include <linux/compiler.h>
#include <linux/types.h>

typedef phys_addr_t resource_size_t;

/* [start, end], the end included. */
struct resource {
	resource_size_t start, end;
	const char *name;
	unsigned long flags; /* IORESOURCE_ */
	unsigned long desc;
	struct resource *parent, *sibling, *child;
};

#define IORESOURCE_BITS 0x000000ff
#define IORESOURCE_TYPE_BITS 0x00001f00
#define IORESOURCE_IO 0x00000100
#define IORESOURCE_MEM 0x00000200
#define IORESOURCE_REG 0x00000300
#define IORESOURCE_IRQ 0x00000400
#define IORESOURCE_DMA 0x00000800
#define IORESOURCE_BUS 0x00001000
#define IORESOURCE_PREFETCH 0x00002000
#define IORESOURCE_READONLY 0x00004000
#define IORESOURCE_MEM_64 0x00100000
#define IORESOURCE_WINDOW 0x00200000
#define IORESOURCE_EXCLUSIVE 0x08000000
#define IORESOURCE_DISABLED 0x10000000
#define IORESOURCE_UNSET 0x20000000
#define IORESOURCE_AUTO 0x40000000
#define IORESOURCE_BUSY 0x80000000
#define IORESOURCE_IRQ_HIGHEDGE 0x01
#define IORESOURCE_IRQ_LOWEDGE 0x02
#define IORESOURCE_IRQ_HIGHLEVEL 0x04
#define IORESOURCE_IRQ_LOWLEVEL 0x08
#define IORESOURCE_IRQ_SHAREABLE 0x10

#define DEFINE_RES_NAMED(_start, _size, _name, _flags)          \
	(struct resource)                                       \
	{                                                       \
		.start = (_start), .end = (_start) + (_size)-1, \
		.name = (_name), .flags = (_flags),             \
	}
#define DEFINE_RES(_start, _size, _flags) \
	DEFINE_RES_NAMED(_start, _size, NULL, _flags)
#define DEFINE_RES_IO_NAMED(_start, _size, _name) \
	DEFINE_RES_NAMED((_start), (_size), (_name), IORESOURCE_IO)
#define DEFINE_RES_IO(_start, _size) \
	DEFINE_RES_IO_NAMED((_start), (_size), NULL)
#define DEFINE_RES_MEM_NAMED(_start, _size, _name) \
	DEFINE_RES_NAMED((_start), (_size), (_name), IORESOURCE_MEM)
#define DEFINE_RES_MEM(_start, _size) \
	DEFINE_RES_MEM_NAMED((_start), (_size), NULL)
#define DEFINE_RES_IRQ_NAMED(_irq, _name) \
	DEFINE_RES_NAMED((_irq), 1, (_name), IORESOURCE_IRQ)
#define DEFINE_RES_IRQ(_irq) DEFINE_RES_IRQ_NAMED((_irq), NULL)
#define DEFINE_RES_DMA_NAMED(_dma, _name) \
	DEFINE_RES_NAMED((_dma), 1, (_name), IORESOURCE_DMA)
#define DEFINE_RES_DMA(_dma) DEFINE_RES_DMA_NAMED((_dma), NULL)

static inline resource_size_t resource_size(const struct resource *res)
{
	return res->end - res->start + 1;
}

static inline unsigned long resource_type(const struct resource *res)
{
	return res->flags & IORESOURCE_TYPE_BITS;
}

/* Whether @b is all in @a (and of its type), or at least some of it. */
static inline bool resource_contains(const struct resource *a,
				     const struct resource *b)
{
	return resource_type(a) == resource_type(b) &&
	       !((a->flags | b->flags) & IORESOURCE_UNSET) &&
	       a->start <= b->start && a->end >= b->end;
}

static inline bool resource_overlaps(const struct resource *a,
				     const struct resource *b)
{
	return a->start <= b->end && a->end >= b->start;
}

/* All ports, and all addresses. */
extern struct resource ioport_resource, iomem_resource;

/*
 * Puts @new into @root, where only a range that holds all of it may be:
 * 0, or -EBUSY.
 */
int request_resource(struct resource *root, struct resource *new);
/* Takes it out again: 0, or -EINVAL: it is not there. */
int release_resource(struct resource *old);

/*
 * Claims @n ports or bytes from @start on for a driver: /proc/ioports and
 * /proc/iomem name it. NULL: someone has some of them, or no memory.
 */
#define request_region(start, n, name) \
	__request_region(&ioport_resource, (start), (n), (name), 0)
#define request_mem_region(start, n, name) \
	__request_region(&iomem_resource, (start), (n), (name), 0)
#define release_region(start, n) \
	__release_region(&ioport_resource, (start), (n))
#define release_mem_region(start, n) \
	__release_region(&iomem_resource, (start), (n))
#define devm_request_region(dev, start, n, name) \
	__devm_request_region(dev, &ioport_resource, (start), (n), (name))
#define devm_request_mem_region(dev, start, n, name) \
	__devm_request_region(dev, &iomem_resource, (start), (n), (name))
#define devm_release_region(dev, start, n) \
	__devm_release_region(dev, &ioport_resource, (start), (n))
#define devm_release_mem_region(dev, start, n) \
	__devm_release_region(dev, &iomem_resource, (start), (n))
struct resource *__request_region(struct resource *root, resource_size_t start,
				  resource_size_t n, const char *name,
				  int flags);
void __release_region(struct resource *root, resource_size_t start,
		      resource_size_t n);
struct device;
/* The same, until the driver lets go of @dev. */
struct resource *__devm_request_region(struct device *dev,
				       struct resource *root,
				       resource_size_t start, resource_size_t n,
				       const char *name);
void __devm_release_region(struct device *dev, struct resource *root,
			   resource_size_t start, resource_size_t n);

/* --- The kernel's side: what its own drivers have, and the files in /proc. */
void resources_init(void);

#endif
