/* SPDX-License-Identifier: MIT */
/*
 * What drivers take of the hardware and give back with their device: ranges of
 * ports and memory, mappings, interrupt lines.
 */
#include <linux/device.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/kernel.h>

/* --- Ranges */

struct region {
	struct resource *root;
	resource_size_t start, n;
};

static void release_claim(struct device *dev, void *res)
{
	const struct region *r = res;

	__release_region(r->root, r->start, r->n);
}

static int is_region(struct device *dev, void *res, void *match_data)
{
	return !memcmp(res, match_data, sizeof(struct region));
}

struct resource *__devm_request_region(struct device *dev,
				       struct resource *root,
				       resource_size_t start, resource_size_t n,
				       const char *name)
{
	struct region *r = devres_alloc(release_claim, sizeof(*r), GFP_KERNEL);
	struct resource *result;

	if (!r)
		return NULL;
	*r = (struct region){ root, start, n };
	result = __request_region(root, start, n, name, 0);
	if (result)
		devres_add(dev, r);
	else
		devres_free(r);
	return result;
}
EXPORT_SYMBOL(__devm_request_region);

void __devm_release_region(struct device *dev, struct resource *root,
			   resource_size_t start, resource_size_t n)
{
	struct region r = { root, start, n };

	WARN_ON(devres_release(dev, release_claim, is_region, &r));
}
EXPORT_SYMBOL(__devm_release_region);

/* --- Mappings */

static void unmap(struct device *dev, void *res)
{
	iounmap(*(void __iomem **)res);
}

static int is_pointer(struct device *dev, void *res, void *match_data)
{
	return *(void **)res == match_data;
}

void __iomem *devm_ioremap(struct device *dev, resource_size_t start,
			   resource_size_t size)
{
	void __iomem **p = devres_alloc(unmap, sizeof(*p), GFP_KERNEL);
	void __iomem *addr;

	if (!p)
		return NULL;
	addr = *p = ioremap(start, size);
	if (addr)
		devres_add(dev, p);
	else
		devres_free(p);
	return addr;
}
EXPORT_SYMBOL(devm_ioremap);

void devm_iounmap(struct device *dev, void __iomem *addr)
{
	WARN_ON(devres_release(dev, unmap, is_pointer, addr));
}
EXPORT_SYMBOL(devm_iounmap);

void __iomem *devm_ioremap_resource(struct device *dev,
				    const struct resource *res)
{
	const char *name = res && res->name ? res->name : dev_name(dev);
	void __iomem *addr;

	if (!res || resource_type(res) != IORESOURCE_MEM) {
		dev_err(dev, "invalid resource %pR\n", res);
		return IOMEM(ERR_PTR(-EINVAL));
	}
	if (!devm_request_mem_region(dev, res->start, resource_size(res),
				     name)) {
		dev_err(dev, "can't request region for resource %pR\n", res);
		return IOMEM(ERR_PTR(-EBUSY));
	}
	addr = devm_ioremap(dev, res->start, resource_size(res));
	if (addr)
		return addr;
	dev_err(dev, "ioremap failed for resource %pR\n", res);
	devm_release_mem_region(dev, res->start, resource_size(res));
	return IOMEM(ERR_PTR(-ENOMEM));
}
EXPORT_SYMBOL(devm_ioremap_resource);

/* Nothing is kept for ports, so nothing is to be given back. */
void __iomem *devm_ioport_map(struct device *dev, unsigned long port,
			      unsigned int nr)
{
	return ioport_map(port, nr);
}
EXPORT_SYMBOL(devm_ioport_map);

/* --- Interrupt lines */

struct line {
	unsigned int irq;
	void *dev_id;
};

static void release_line(struct device *dev, void *res)
{
	const struct line *line = res;

	free_irq(line->irq, line->dev_id);
}

static int is_line(struct device *dev, void *res, void *match_data)
{
	return !memcmp(res, match_data, sizeof(struct line));
}

int devm_request_threaded_irq(struct device *dev, unsigned int irq,
			      irq_handler_t handler, irq_handler_t thread_fn,
			      unsigned long flags, const char *name,
			      void *dev_id)
{
	struct line *line =
		devres_alloc(release_line, sizeof(*line), GFP_KERNEL);
	int err;

	if (!line)
		return -ENOMEM;
	*line = (struct line){ irq, dev_id };
	err = request_threaded_irq(irq, handler, thread_fn, flags,
				   name ? name : dev_name(dev), dev_id);
	if (err)
		devres_free(line);
	else
		devres_add(dev, line);
	return err;
}
EXPORT_SYMBOL(devm_request_threaded_irq);

void devm_free_irq(struct device *dev, unsigned int irq, void *dev_id)
{
	struct line line = { irq, dev_id };

	WARN_ON(devres_release(dev, release_line, is_line, &line));
}
EXPORT_SYMBOL(devm_free_irq);
