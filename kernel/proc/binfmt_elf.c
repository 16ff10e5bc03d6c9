/* SPDX-License-Identifier: MIT */
/*
 * ELF programs: statically linked ones at fixed addresses or anywhere, and
 * those that name a dynamic linker, which is loaded beside them and begins.
 * What the headers say is checked before it is used; the segments are mapped
 * when the old program is gone, and one that can't be is the end of the task.
 * System V ABI, chapter 5, and its Intel386 supplement, 3-28.
 */
#include <asm/processor.h>
#include <linux/auxvec.h>
#include <linux/binfmts.h>
#include <linux/cred.h>
#include <linux/elf.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define PHDRS_SIZE_MAX 65536
/* Where a program goes that can be anywhere; and the heap of one without a
 * dynamic linker, which itself goes where mmap() puts things. */
#define ELF_ET_DYN_BASE 0x00400000ul
#define PLATFORM "i686"
#define RANDOM_BYTES 16
#define CLOCK_TICKS 100

/* A file that is being loaded. */
struct image {
	struct file *file;
	Elf32_Ehdr header;
	Elf32_Phdr *phdrs;
	unsigned long bias; /* added to the addresses in it */
};

/* Where its segments are, when they are. */
struct layout {
	unsigned long start_code, end_code, start_data, end_data, brk;
	unsigned long phdrs;
};

static bool is_executable_header(const Elf32_Ehdr *h)
{
	return !memcmp(h->e_ident, ELFMAG, SELFMAG) &&
	       (h->e_type == ET_EXEC || h->e_type == ET_DYN) &&
	       (h->e_machine == EM_386 || h->e_machine == EM_486);
}

/* All of the @bytes or an error: -EIO where the file ends before. */
static int read_exactly(struct file *file, void *buf, size_t bytes, loff_t pos)
{
	ssize_t n = kernel_read(file, buf, bytes, &pos);

	return n < 0 ? n : n == bytes ? 0 : -EIO;
}

/* The program headers, for kfree(): -ENOEXEC for any that can't be. */
static int read_phdrs(struct image *image)
{
	const Elf32_Ehdr *h = &image->header;
	u32 bytes = h->e_phnum * sizeof(*image->phdrs);

	if (!image->file->f_op->mmap || h->e_phentsize != sizeof(Elf32_Phdr) ||
	    !bytes || bytes > PHDRS_SIZE_MAX)
		return -ENOEXEC;
	image->phdrs = kmalloc(bytes, GFP_KERNEL);
	if (!image->phdrs)
		return -ENOMEM;
	return read_exactly(image->file, image->phdrs, bytes, h->e_phoff) ?
		       -ENOEXEC :
		       0;
}

static const Elf32_Phdr *find_phdr(const struct image *image, u32 type)
{
	for (u32 i = 0; i < image->header.e_phnum; i++)
		if (image->phdrs[i].p_type == type)
			return &image->phdrs[i];
	return NULL;
}

/* The dynamic linker that the program names, opened: ERR_PTR. */
static struct file *open_interpreter(const struct image *image,
				     const Elf32_Phdr *phdr)
{
	struct file *file;
	char *name;
	int err;

	if (phdr->p_filesz > PATH_MAX || phdr->p_filesz < 2)
		return ERR_PTR(-ENOEXEC);
	name = kmalloc(phdr->p_filesz, GFP_KERNEL);
	if (!name)
		return ERR_PTR(-ENOMEM);
	err = read_exactly(image->file, name, phdr->p_filesz, phdr->p_offset);
	if (!err && name[phdr->p_filesz - 1])
		err = -ENOEXEC;
	file = err ? ERR_PTR(err) : open_exec(name);
	kfree(name);
	return file;
}

static void put_interpreter(struct image *interp)
{
	if (!interp->file)
		return;
	allow_write_access(interp->file);
	fput(interp->file);
	kfree(interp->phdrs);
}

/* Reads the headers of the program's dynamic linker, if it has one. */
static int read_interpreter(const struct image *image, struct image *interp)
{
	const Elf32_Phdr *phdr = find_phdr(image, PT_INTERP);
	struct file *file;
	int err;

	if (!phdr)
		return 0;
	file = open_interpreter(image, phdr);
	if (IS_ERR(file))
		return PTR_ERR(file);
	interp->file = file;
	err = read_exactly(file, &interp->header, sizeof(interp->header), 0);
	if (err)
		return err;
	if (!is_executable_header(&interp->header) || read_phdrs(interp))
		return -ELIBBAD;
	return 0;
}

/* --- Segments */

static int prot_of(const Elf32_Phdr *p)
{
	return (p->p_flags & PF_R ? PROT_READ : 0) |
	       (p->p_flags & PF_W ? PROT_WRITE : 0) |
	       (p->p_flags & PF_X ? PROT_EXEC : 0);
}

/* The pages of a segment that are in the file. 0, or a negative errno. */
static int map_file_part(const struct image *image, const Elf32_Phdr *p,
			 unsigned long addr, unsigned long flags)
{
	unsigned long offset = offset_in_page(p->p_vaddr);
	unsigned long bytes = p->p_filesz + offset;

	if (offset_in_page(p->p_offset) != offset || bytes < offset)
		return -EINVAL;
	addr = do_mmap(image->file, addr & PAGE_MASK, bytes, prot_of(p),
		       MAP_PRIVATE | flags, p->p_offset >> PAGE_SHIFT);
	return IS_ERR_VALUE(addr) ? (int)addr : 0;
}

/* Zeros from @start to the end of its page, and pages of them up to @end. */
static int map_zeros(const Elf32_Phdr *p, unsigned long start,
		     unsigned long end)
{
	unsigned long page = PAGE_ALIGN(start), addr;

	if (p->p_filesz && (p->p_flags & PF_W) &&
	    clear_user((void __user *)start, page - start))
		return -EFAULT;
	end = PAGE_ALIGN(end);
	if (end <= page)
		return 0;
	addr = do_mmap(NULL, page, end - page,
		       PROT_READ | PROT_WRITE | (prot_of(p) & PROT_EXEC),
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, 0);
	return IS_ERR_VALUE(addr) ? (int)addr : 0;
}

static int map_segment(const struct image *image, const Elf32_Phdr *p,
		       unsigned long flags)
{
	unsigned long addr = image->bias + p->p_vaddr;
	unsigned long start = addr + p->p_filesz;
	int err = 0;

	if (addr >= TASK_SIZE || p->p_filesz > p->p_memsz ||
	    p->p_memsz > TASK_SIZE - addr)
		return -EINVAL;
	if (p->p_filesz)
		err = map_file_part(image, p, addr, flags);
	else
		start &= PAGE_MASK;
	if (!err && (p->p_memsz > p->p_filesz))
		err = map_zeros(p, start, addr + p->p_memsz);
	return err;
}

static void note_segment(const struct image *image, const Elf32_Phdr *p,
			 struct layout *l)
{
	unsigned long start = image->bias + p->p_vaddr;
	unsigned long end = start + p->p_filesz;
	const Elf32_Off phoff = image->header.e_phoff;

	if (phoff >= p->p_offset && phoff - p->p_offset < p->p_filesz)
		l->phdrs = start + phoff - p->p_offset;
	if (p->p_flags & PF_X) {
		l->start_code = min(l->start_code, start);
		l->end_code = max(l->end_code, end);
	}
	l->start_data = max(l->start_data, start);
	l->end_data = max(l->end_data, end);
	l->brk = max(l->brk, start + p->p_memsz);
}

/* Bytes from the first page of what is loaded to its end; 0: nothing is. */
static unsigned long span_of(const struct image *image, unsigned long *first,
			     unsigned long *align)
{
	unsigned long low = ~0ul, high = 0;

	*align = PAGE_SIZE;
	for (u32 i = 0; i < image->header.e_phnum; i++) {
		const Elf32_Phdr *p = &image->phdrs[i];

		if (p->p_type != PT_LOAD)
			continue;
		low = min(low, p->p_vaddr & PAGE_MASK);
		high = max(high, (unsigned long)p->p_vaddr + p->p_memsz);
		if (!(p->p_align & (p->p_align - 1)))
			*align = max(*align, (unsigned long)p->p_align);
	}
	*first = low;
	return high > low ? high - low : 0;
}

/* Chooses the bias of what can be anywhere: @base 0 leaves it to mmap(). */
static int choose_bias(struct image *image, unsigned long base)
{
	unsigned long first, align, span = span_of(image, &first, &align);

	if (!span || span > TASK_SIZE)
		return -EINVAL;
	if (!base) {
		if (align > TASK_SIZE - span)
			return -ENOMEM;
		base = get_unmapped_area(current->mm,
					 PAGE_ALIGN(span) + align - PAGE_SIZE);
		if (IS_ERR_VALUE(base))
			return (int)base;
	}
	image->bias = ALIGN(base, align) - first;
	return 0;
}

/* 0, or a negative errno that is the end of the task. */
static int map_image(struct image *image, unsigned long base, struct layout *l)
{
	unsigned long flags = MAP_FIXED_NOREPLACE; /* the first meets nothing */
	int err = 0;

	if (image->header.e_type == ET_DYN)
		err = choose_bias(image, base);
	for (u32 i = 0; !err && i < image->header.e_phnum; i++) {
		const Elf32_Phdr *p = &image->phdrs[i];

		if (p->p_type != PT_LOAD)
			continue;
		err = map_segment(image, p, flags);
		flags = MAP_FIXED;
		note_segment(image, p, l);
	}
	return err;
}

/* --- The new program's first stack */

struct auxv {
	u32 *at;
};

static void put_auxv(struct auxv *a, u32 type, u32 value)
{
	*a->at++ = type;
	*a->at++ = value;
}

static void fill_auxv(const struct linux_binprm *bprm,
		      const struct image *image, const struct image *interp,
		      const struct layout *l, u32 platform, u32 random)
{
	struct auxv a = { current->mm->saved_auxv };
	const struct cred *cred = current_cred();
	u32 unused, features;

	cpuid(1, &unused, &unused, &unused, &features);
	put_auxv(&a, AT_HWCAP, features);
	put_auxv(&a, AT_PAGESZ, PAGE_SIZE);
	put_auxv(&a, AT_CLKTCK, CLOCK_TICKS);
	put_auxv(&a, AT_PHDR, l->phdrs);
	put_auxv(&a, AT_PHENT, sizeof(Elf32_Phdr));
	put_auxv(&a, AT_PHNUM, image->header.e_phnum);
	put_auxv(&a, AT_BASE, interp->bias);
	put_auxv(&a, AT_FLAGS, 0);
	put_auxv(&a, AT_ENTRY, image->bias + image->header.e_entry);
	put_auxv(&a, AT_UID, cred->uid.val);
	put_auxv(&a, AT_EUID, cred->euid.val);
	put_auxv(&a, AT_GID, cred->gid.val);
	put_auxv(&a, AT_EGID, cred->egid.val);
	put_auxv(&a, AT_SECURE, bprm->secureexec);
	put_auxv(&a, AT_RANDOM, random);
	put_auxv(&a, AT_HWCAP2, 0);
	put_auxv(&a, AT_EXECFN, bprm->exec);
	put_auxv(&a, AT_PLATFORM, platform);
	put_auxv(&a, AT_NULL, 0);
}

static u32 auxv_bytes(const u32 *auxv)
{
	u32 n = 0;

	while (auxv[n] != AT_NULL)
		n += 2;
	return (n + 2) * sizeof(*auxv);
}

/* The addresses of @count strings in a row, and a NULL: the table's end. */
static u32 __user *put_strings(u32 __user *table, int count, unsigned long *p)
{
	while (count--) {
		long bytes = strnlen_user((char __user *)*p, MAX_ARG_STRLEN);

		if (!bytes || bytes > MAX_ARG_STRLEN || put_user(*p, table))
			return NULL;
		table++;
		*p += bytes;
	}
	return put_user(0u, table) ? NULL : table + 1;
}

/* argc, argv, envp and auxv, below the strings: their address is ->p then. */
static int create_tables(struct linux_binprm *bprm, const struct image *image,
			 const struct image *interp, const struct layout *l)
{
	struct mm_struct *mm = current->mm;
	unsigned long strings = bprm->p, p = strings, platform;
	u8 random[RANDOM_BYTES];
	u32 __user *table;
	u32 bytes;

	get_random_bytes(random, sizeof(random));
	p -= sizeof(PLATFORM);
	platform = p;
	p -= RANDOM_BYTES;
	if (copy_to_user((void __user *)platform, PLATFORM, sizeof(PLATFORM)) ||
	    copy_to_user((void __user *)p, random, sizeof(random)))
		return -EFAULT;
	fill_auxv(bprm, image, interp, l, platform, p);
	bytes = auxv_bytes(mm->saved_auxv);
	p -= bytes + (1 + bprm->argc + 1 + bprm->envc + 1) * sizeof(u32);
	bprm->p = p & ~15ul;
	table = (u32 __user *)bprm->p;
	if (put_user((u32)bprm->argc, table))
		return -EFAULT;
	mm->arg_start = strings;
	table = put_strings(table + 1, bprm->argc, &strings);
	mm->arg_end = mm->env_start = strings;
	if (table)
		table = put_strings(table, bprm->envc, &strings);
	mm->env_end = strings;
	if (!table || copy_to_user(table, mm->saved_auxv, bytes))
		return -EFAULT;
	return 0;
}

/* --- All together */

static int stack_kind(const struct image *image)
{
	const Elf32_Phdr *p = find_phdr(image, PT_GNU_STACK);

	if (!p)
		return EXSTACK_DEFAULT;
	return p->p_flags & PF_X ? EXSTACK_ENABLE_X : EXSTACK_DISABLE_X;
}

/* When the old program is gone. */
static int start_program(struct linux_binprm *bprm, struct image *image,
			 struct image *interp)
{
	struct layout l = { .start_code = ~0ul }, unused = l;
	struct mm_struct *mm = current->mm;
	int stack = stack_kind(image), err;
	unsigned long entry;

	/* Programs from before PT_GNU_STACK expect to run what they read. */
	mm->read_implies_exec = stack == EXSTACK_DEFAULT;
	err = setup_arg_pages(bprm, stack == EXSTACK_DISABLE_X ?
					    EXSTACK_DISABLE_X :
					    EXSTACK_ENABLE_X);
	if (!err)
		err = map_image(image, interp->file ? ELF_ET_DYN_BASE : 0, &l);
	if (!err && interp->file)
		err = map_image(interp, 0, &unused);
	if (err)
		return err;
	mm->start_code = l.start_code;
	mm->end_code = l.end_code;
	mm->start_data = l.start_data;
	mm->end_data = l.end_data;
	mm->start_brk = mm->brk = PAGE_ALIGN(l.brk);
	if (image->header.e_type == ET_DYN && !interp->file)
		mm->start_brk = mm->brk = ELF_ET_DYN_BASE;
	entry = interp->file ? interp->bias + interp->header.e_entry :
			       image->bias + image->header.e_entry;
	if (entry >= TASK_SIZE)
		return -EINVAL;
	err = create_tables(bprm, image, interp, &l);
	mm->start_stack = bprm->p;
	start_thread(current_pt_regs(), entry, bprm->p);
	return err;
}

static int load_elf(struct linux_binprm *bprm)
{
	struct image image = { .file = bprm->file }, interp = { 0 };
	int err;

	memcpy(&image.header, bprm->buf, sizeof(image.header));
	if (!is_executable_header(&image.header))
		return -ENOEXEC;
	err = read_phdrs(&image);
	if (!err)
		err = read_interpreter(&image, &interp);
	if (!err)
		err = begin_new_exec(bprm);
	if (!err)
		err = start_program(bprm, &image, &interp);
	put_interpreter(&interp);
	kfree(image.phdrs);
	return err;
}

struct linux_binfmt elf_format = {
	.load_binary = load_elf,
};
