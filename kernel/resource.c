/* SPDX-License-Identifier: MIT */
/*
 * Which ports and which addresses someone has: two trees of ranges, a range's
 * children inside it and in order. /proc/ioports and /proc/iomem show them.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

struct resource ioport_resource = {
	.name = "PCI IO",
	.end = 0xffff,
	.flags = IORESOURCE_IO,
};
EXPORT_SYMBOL(ioport_resource);

struct resource iomem_resource = {
	.name = "PCI mem",
	.end = ~0ull,
	.flags = IORESOURCE_MEM,
};
EXPORT_SYMBOL(iomem_resource);

/* Puts @new below @root, or tells who is in its way. */
static struct resource *insert(struct resource *root, struct resource *new)
{
	struct resource **at, *r;

	if (new->end < new->start || new->start < root->start ||
	    new->end > root->end)
		return root;
	for (at = &root->child; (r = *at) && r->start <= new->end;
	     at = &r->sibling)
		if (r->end >= new->start)
			return r;
	new->sibling = r;
	new->parent = root;
	*at = new;
	return NULL;
}

int request_resource(struct resource *root, struct resource *new)
{
	return insert(root, new) ? -EBUSY : 0;
}
EXPORT_SYMBOL(request_resource);

int release_resource(struct resource *old)
{
	struct resource **at = old->parent ? &old->parent->child : NULL;

	for (; at && *at; at = &(*at)->sibling)
		if (*at == old) {
			*at = old->sibling;
			old->parent = NULL;
			return 0;
		}
	return -EINVAL;
}
EXPORT_SYMBOL(release_resource);

struct resource *__request_region(struct resource *root, resource_size_t start,
				  resource_size_t n, const char *name,
				  int flags)
{
	struct resource *r = kzalloc(sizeof(*r), GFP_KERNEL), *conflict;

	if (!r)
		return NULL;
	r->name = name;
	r->start = start;
	r->end = start + n - 1;
	r->flags = resource_type(root) | IORESOURCE_BUSY | flags;
	/* Into what a device has and no driver has claimed. */
	while ((conflict = insert(root, r)) && conflict != root &&
	       !(conflict->flags & IORESOURCE_BUSY))
		root = conflict;
	if (!conflict)
		return r;
	kfree(r);
	return NULL;
}
EXPORT_SYMBOL(__request_region);

void __release_region(struct resource *root, resource_size_t start,
		      resource_size_t n)
{
	resource_size_t end = start + n - 1;
	struct resource *r = root->child;

	while (r) {
		if (r->start == start && r->end == end &&
		    (r->flags & IORESOURCE_BUSY)) {
			release_resource(r);
			kfree(r);
			return;
		}
		r = r->start <= start && r->end >= end ? r->child : r->sibling;
	}
	pr_warn("Trying to free nonexistent resource <%016llx-%016llx>\n",
		start, end);
}
EXPORT_SYMBOL(__release_region);

static const struct resource *next_resource(const struct resource *r)
{
	if (r->child)
		return r->child;
	while (!r->sibling && r->parent)
		r = r->parent;
	return r->sibling;
}

static int resources_show(struct seq_file *m, void *v)
{
	const struct resource *root = m->private, *r = root->child, *p;
	int width = root->end < 0x10000 ? 4 : 8;

	for (; r; r = next_resource(r)) {
		for (p = r->parent; p != root; p = p->parent)
			seq_puts(m, "  ");
		seq_printf(m, "%0*llx-%0*llx : %s\n", width, r->start, width,
			   r->end, r->name ? r->name : "<BAD>");
	}
	return 0;
}

/* What the kernel's own drivers have. */
static struct resource own_ports[] = {
	DEFINE_RES_IO_NAMED(0x20, 2, "pic1"),
	DEFINE_RES_IO_NAMED(0x40, 4, "timer0"),
	DEFINE_RES_IO_NAMED(0x60, 1, "keyboard"),
	DEFINE_RES_IO_NAMED(0x64, 1, "keyboard"),
	DEFINE_RES_IO_NAMED(0x70, 2, "rtc0"),
	DEFINE_RES_IO_NAMED(0xa0, 2, "pic2"),
	DEFINE_RES_IO_NAMED(0x3c0, 32, "vga+"),
	DEFINE_RES_IO_NAMED(0x3f8, 8, "serial"),
};

void resources_init(void)
{
	for (u32 i = 0; i < ARRAY_SIZE(own_ports); i++) {
		own_ports[i].flags |= IORESOURCE_BUSY;
		request_resource(&ioport_resource, &own_ports[i]);
	}
	proc_create_single_data("ioports", 0, NULL, resources_show,
				&ioport_resource);
	proc_create_single_data("iomem", 0, NULL, resources_show,
				&iomem_resource);
}
