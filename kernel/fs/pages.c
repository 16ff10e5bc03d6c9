/* SPDX-License-Identifier: MIT */
/*
 * The contents of regular files in memory: a tree of pages by index, over the
 * bytes of the initramfs that nobody has changed or mapped yet. What has
 * neither is a hole and reads as zeros.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "../mm/frames.h"
#include "internal.h"

#define NODE_BITS 6
#define NODE_SLOTS (1u << NODE_BITS)

#define FALLOC_FL_KEEP_SIZE 1
#define FALLOC_FL_PUNCH_HOLE 2

/* Slots of pages in the lowest level, else of nodes. */
struct page_node {
	void *slots[NODE_SLOTS];
};

static void *page_memory(struct page *page)
{
	return __va(page_to_phys(page));
}

static bool covers(const struct address_space *mapping, unsigned long index)
{
	return !((u64)index >> (mapping->height * NODE_BITS));
}

/*
 * Where the tree has the page @index, or NULL where it has no node for it.
 * Indices from there up to *@next have none either.
 */
static void **find_slot(struct address_space *mapping, unsigned long index,
			u64 *next)
{
	struct page_node *node = mapping->root;
	int shift = (mapping->height - 1) * NODE_BITS;

	if (!node || !covers(mapping, index)) {
		*next = 1ull << 32;
		return NULL;
	}
	for (; shift > 0; shift -= NODE_BITS) {
		node = node->slots[index >> shift & (NODE_SLOTS - 1)];
		*next = (((u64)index >> shift) + 1) << shift;
		if (!node)
			return NULL;
	}
	*next = (u64)index + 1;
	return &node->slots[index & (NODE_SLOTS - 1)];
}

static struct page *find_page(struct address_space *mapping,
			      unsigned long index)
{
	u64 next;
	void **slot = find_slot(mapping, index, &next);

	return slot ? *slot : NULL;
}

/* The same, making nodes where they are missing; NULL: no memory. */
static void **make_slot(struct address_space *mapping, unsigned long index)
{
	struct page_node **node = &mapping->root;
	struct page_node *top;
	int shift;

	while (!mapping->root || !covers(mapping, index)) {
		top = kzalloc(sizeof(*top), GFP_KERNEL);
		if (!top)
			return NULL;
		top->slots[0] = mapping->root;
		mapping->root = top;
		mapping->height++;
	}
	for (shift = (mapping->height - 1) * NODE_BITS; shift > 0;
	     shift -= NODE_BITS) {
		node = (struct page_node **)&(*node)
			       ->slots[index >> shift & (NODE_SLOTS - 1)];
		if (!*node)
			*node = kzalloc(sizeof(**node), GFP_KERNEL);
		if (!*node)
			return NULL;
	}
	return &(*node)->slots[index & (NODE_SLOTS - 1)];
}

static struct tmpfs_info *limits(struct address_space *mapping)
{
	return mapping->host->i_sb->s_fs_info;
}

static void drop_page(struct address_space *mapping, void **slot)
{
	if (!*slot)
		return;
	put_page(*slot);
	*slot = NULL;
	mapping->nrpages--;
	limits(mapping)->used_blocks--;
}

/*
 * Drops the pages from @first on below @slot, a node @height levels high of
 * whose range @base is the first index; the node too, if none is left.
 */
static void drop_tail(struct address_space *mapping, void **slot, int height,
		      u64 base, u64 first)
{
	struct page_node *node = *slot;
	u64 span = 1ull << (height * NODE_BITS);

	if (!node || base + span <= first)
		return;
	if (!height) {
		drop_page(mapping, slot);
		return;
	}
	for (unsigned int i = 0; i < NODE_SLOTS; i++)
		drop_tail(mapping, &node->slots[i], height - 1,
			  base + i * (span >> NODE_BITS), first);
	if (base >= first) {
		kfree(node);
		*slot = NULL;
	}
}

static void drop_pages_from(struct address_space *mapping, u64 first)
{
	void *root = mapping->root;

	drop_tail(mapping, &root, mapping->height, 0, first);
	mapping->root = root;
	if (!root)
		mapping->height = 0;
}

void pages_free(struct address_space *mapping)
{
	drop_pages_from(mapping, 0);
}

/* What the archive has for the page @index, from byte @from of it on. */
static void fill_page(struct address_space *mapping, struct page *page,
		      unsigned long index, size_t from)
{
	u64 start = ((u64)index << PAGE_SHIFT) + from;
	size_t n = 0;

	if (start < mapping->backing_size)
		n = min_t(u64, mapping->backing_size - start, PAGE_SIZE - from);
	memcpy(page_memory(page) + from, mapping->backing + start, n);
	memset(page_memory(page) + from + n, 0, PAGE_SIZE - from - n);
}

bool memory_is_scarce(void)
{
	return frames_free_count() < frames_total_count() / 16;
}

/* A page for @index, not filled, in the tree. ERR_PTR(-ENOSPC, -ENOMEM). */
static struct page *add_page(struct address_space *mapping, unsigned long index)
{
	struct tmpfs_info *info = limits(mapping);
	struct page *page;
	void **slot;

	if (info->max_blocks && info->used_blocks >= info->max_blocks)
		return ERR_PTR(-ENOSPC);
	slot = make_slot(mapping, index);
	page = slot ? user_page_alloc() : NULL;
	if (!page)
		return ERR_PTR(-ENOMEM);
	*slot = page;
	mapping->nrpages++;
	info->used_blocks++;
	return page;
}

/* The page @index with its contents. */
static struct page *get_filled(struct address_space *mapping,
			       unsigned long index)
{
	struct page *page = find_page(mapping, index);

	if (page)
		return page;
	page = add_page(mapping, index);
	if (!IS_ERR(page))
		fill_page(mapping, page, index, 0);
	return page;
}

struct page *file_get_page(struct inode *inode, unsigned long index)
{
	struct page *page = get_filled(inode->i_mapping, index);

	if (IS_ERR(page))
		return NULL;
	get_page(page);
	return page;
}

struct page **find_page_slots(struct address_space *mapping,
			      unsigned long index)
{
	u64 next;

	return (struct page **)find_slot(mapping, index, &next);
}

/* Zeros for [@start, @end) where there is a page or a backing. */
static int zero_range(struct address_space *mapping, loff_t start, loff_t end)
{
	while (start < end) {
		unsigned long index = start >> PAGE_SHIFT;
		size_t at = start & ~PAGE_MASK;
		size_t n = min_t(loff_t, end - start, PAGE_SIZE - at);
		struct page *page = find_page(mapping, index);

		if (!page && start < mapping->backing_size)
			page = get_filled(mapping, index);
		if (IS_ERR(page))
			return PTR_ERR(page);
		if (page)
			memset(page_memory(page) + at, 0, n);
		start += n;
	}
	return 0;
}

static unsigned int seals(const struct inode *inode)
{
	return (unsigned long)inode->i_private;
}

int pages_resize(struct inode *inode, loff_t size)
{
	struct address_space *mapping = inode->i_mapping;
	loff_t page_end = ALIGN(size, (loff_t)PAGE_SIZE);

	if ((size < inode->i_size && seals(inode) & F_SEAL_SHRINK) ||
	    (size > inode->i_size && seals(inode) & F_SEAL_GROW))
		return -EPERM;
	if (size < inode->i_size) {
		unmap_mapping_range(mapping, size, 0, 1);
		drop_pages_from(mapping, page_end >> PAGE_SHIFT);
		mapping->backing_size =
			min_t(loff_t, size, mapping->backing_size);
		zero_range(mapping, size, min(page_end, inode->i_size));
	}
	inode->i_size = size;
	return 0;
}

/* --- Reading. */

/* How many bytes from @pos on come from one place, and copies them. */
static size_t read_some(struct address_space *mapping, loff_t pos, size_t n,
			struct iov_iter *to)
{
	size_t at = pos & ~PAGE_MASK;
	struct page *page = NULL;

	if (mapping->nrpages) {
		page = find_page(mapping, pos >> PAGE_SHIFT);
		n = min_t(size_t, n, PAGE_SIZE - at);
	}
	if (page)
		return copy_to_iter(page_memory(page) + at, n, to);
	if (pos >= mapping->backing_size)
		return iov_iter_zero(n, to);
	n = min_t(size_t, n, mapping->backing_size - pos);
	return copy_to_iter(mapping->backing + pos, n, to);
}

static ssize_t file_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct inode *inode = iocb->ki_filp->f_inode;
	loff_t start = iocb->ki_pos;

	if (!iov_iter_count(to))
		return 0;
	while (iocb->ki_pos < inode->i_size && iov_iter_count(to)) {
		size_t n = min_t(loff_t, inode->i_size - iocb->ki_pos,
				 iov_iter_count(to));
		size_t done = read_some(inode->i_mapping, iocb->ki_pos, n, to);

		if (!done)
			break;
		iocb->ki_pos += done;
	}
	file_accessed(iocb->ki_filp);
	if (iocb->ki_pos == start && start < inode->i_size)
		return -EFAULT;
	return iocb->ki_pos - start;
}

/* --- Writing. */

/* Bytes written into the page at @pos, or a negative errno. */
static ssize_t write_some(struct inode *inode, loff_t pos,
			  struct iov_iter *from)
{
	struct address_space *mapping = inode->i_mapping;
	unsigned long index = pos >> PAGE_SHIFT;
	size_t at = pos & ~PAGE_MASK, done;
	size_t n = min_t(size_t, PAGE_SIZE - at, iov_iter_count(from));
	struct page *page = find_page(mapping, index);
	bool whole = !page && n == PAGE_SIZE;

	if (!page && memory_is_scarce())
		return -ENOSPC;
	if (!page)
		page = whole ? add_page(mapping, index) :
			       get_filled(mapping, index);
	if (IS_ERR(page))
		return PTR_ERR(page);
	done = copy_from_iter(page_memory(page) + at, n, from);
	if (whole && done < n)
		fill_page(mapping, page, index, done);
	if (pos + done > inode->i_size)
		inode->i_size = pos + done;
	return done ? done : -EFAULT;
}

static ssize_t file_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct file *file = iocb->ki_filp;
	struct inode *inode = file->f_inode;
	ssize_t n = generic_write_checks(iocb, from), done = 0;

	if (n <= 0)
		return n;
	if (seals(inode) & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE) ||
	    (seals(inode) & F_SEAL_GROW &&
	     iocb->ki_pos + iov_iter_count(from) > inode->i_size))
		return -EPERM;
	n = file_modified(file);
	while (n >= 0 && iov_iter_count(from)) {
		n = write_some(inode, iocb->ki_pos, from);
		if (n > 0) {
			iocb->ki_pos += n;
			done += n;
		}
		if (fatal_signal_pending(current))
			n = -EINTR;
	}
	return done ? done : n;
}

/* --- Seeking, mapping, making room. */

/* The first page with data (or, if @hole, without) from @index on. */
static u64 next_page(struct address_space *mapping, u64 index, u64 end,
		     bool hole)
{
	u64 backed = DIV_ROUND_UP((u64)mapping->backing_size, PAGE_SIZE);

	u64 next;

	for (; index < end; index = next) {
		void **slot = find_slot(mapping, index, &next);
		bool data = (slot && *slot) || index < backed;

		if (data != hole)
			return index;
		if (index < backed)
			next = index + 1;
	}
	return end;
}

static loff_t file_llseek(struct file *file, loff_t offset, int whence)
{
	struct inode *inode = file->f_inode;
	u64 index, end, first;

	if (whence != SEEK_DATA && whence != SEEK_HOLE)
		return generic_file_llseek(file, offset, whence);
	if (offset < 0 || offset >= inode->i_size)
		return -ENXIO;
	first = offset >> PAGE_SHIFT;
	end = (u64)ALIGN(inode->i_size, (loff_t)PAGE_SIZE) >> PAGE_SHIFT;
	index = next_page(inode->i_mapping, first, end, whence == SEEK_HOLE);
	if (index == end && whence == SEEK_DATA)
		return -ENXIO;
	if (index != first)
		offset = min_t(loff_t, index << PAGE_SHIFT, inode->i_size);
	return vfs_setpos(file, offset, inode->i_sb->s_maxbytes);
}

int generic_file_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned int s = seals(file->f_inode);

	if (s & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE) &&
	    vma->vm_flags & VM_SHARED) {
		if (vma->vm_flags & VM_WRITE)
			return -EPERM;
		vma->vm_flags &= ~VM_MAYWRITE;
	}
	vma->vm_ops = &generic_file_vm_ops;
	file_accessed(file);
	return 0;
}
EXPORT_SYMBOL(generic_file_mmap);

static int punch_hole(struct inode *inode, loff_t start, loff_t end)
{
	struct address_space *mapping = inode->i_mapping;
	loff_t first = ALIGN(start, (loff_t)PAGE_SIZE);
	loff_t last = end & ~(loff_t)(PAGE_SIZE - 1);
	int err;

	end = min(end, inode->i_size);
	if (start >= end)
		return 0;
	if (first > last || start < mapping->backing_size)
		return zero_range(mapping, start, end);
	err = zero_range(mapping, start, min(first, end));
	if (!err && last < end)
		err = zero_range(mapping, last, end);
	last = min_t(loff_t, last, ALIGN(inode->i_size, (loff_t)PAGE_SIZE));
	if (first < last)
		unmap_mapping_range(mapping, first, last - first, 0);
	for (u64 i = first >> PAGE_SHIFT, next; !err && i < last >> PAGE_SHIFT;
	     i = next) {
		void **slot = find_slot(mapping, i, &next);

		if (slot)
			drop_page(mapping, slot);
	}
	return err;
}

static long file_fallocate(struct file *file, int mode, loff_t offset,
			   loff_t len)
{
	struct inode *inode = file->f_inode;
	loff_t end = offset + len;
	struct page *page;
	int err;

	if (mode == (FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE)) {
		if (seals(inode) & (F_SEAL_WRITE | F_SEAL_FUTURE_WRITE))
			return -EPERM;
		err = punch_hole(inode, offset, end);
		return err ? err : file_modified(file);
	}
	if (mode & ~FALLOC_FL_KEEP_SIZE)
		return -EOPNOTSUPP;
	if (seals(inode) & F_SEAL_GROW && end > inode->i_size)
		return -EPERM;
	for (u64 i = offset >> PAGE_SHIFT; i << PAGE_SHIFT < end; i++) {
		page = memory_is_scarce() ? ERR_PTR(-ENOSPC) :
					    get_filled(inode->i_mapping, i);
		if (IS_ERR(page))
			return PTR_ERR(page);
		if (fatal_signal_pending(current))
			return -EINTR;
	}
	if (!(mode & FALLOC_FL_KEEP_SIZE) && end > inode->i_size)
		inode->i_size = end;
	return file_modified(file);
}

long seal_fcntl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct inode *inode = file->f_inode;
	const unsigned int all = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW |
				 F_SEAL_WRITE | F_SEAL_FUTURE_WRITE;

	if (file->f_op != &ramfs_file_operations || !seals(inode))
		return -EINVAL;
	if (cmd == F_GET_SEALS)
		return seals(inode) & all;
	if (!(file->f_mode & FMODE_WRITE) || seals(inode) & F_SEAL_SEAL)
		return -EPERM;
	if (arg & ~(unsigned long)all)
		return -EINVAL;
	inode->i_private = (void *)(seals(inode) | arg);
	return 0;
}

static int file_open(struct inode *inode, struct file *file)
{
	file->f_mode |= FMODE_CAN_ODIRECT; /* all of it is memory */
	return generic_file_open(inode, file);
}

const struct file_operations ramfs_file_operations = {
	.llseek = file_llseek,
	.read_iter = file_read_iter,
	.write_iter = file_write_iter,
	.mmap = generic_file_mmap,
	.open = file_open,
	.fsync = noop_fsync,
	.fallocate = file_fallocate,
};
