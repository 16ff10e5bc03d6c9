/* SPDX-License-Identifier: MIT */
/*
 * The machine as drivers see it: memory and ports of devices, interrupt lines
 * that are probed for, model-specific registers, page tables. And tasks and
 * address spaces as modules look at them. To be loaded by insmod: it looks at
 * the program that loads it.
 */
#include <asm/msr.h>
#include <linux/bcd.h>
#include <linux/compat.h>
#include <linux/cred.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/freezer.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/irq.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/platform_device.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task_stack.h>
#include <linux/thread_info.h>
#include <linux/swab.h>
#include <linux/uaccess.h>
#include <linux/utsname.h>
#include <linux/vmalloc.h>

#include "ktap.h"

#define ROM 0xf0000
#define RESET_VECTOR 0xfff0 /* in it: a far jump */
#define SCREEN 0xb8000
#define CMOS 0x70
#define PIC_MASK 0x21

/* --- Memory and ports */

static void device_memory_is_mapped(void)
{
	u8 copy[16], __iomem *rom = ioremap(ROM, 0x10000);

	if (!EXPECT(rom))
		return;
	EXPECT_EQ(readb(rom + RESET_VECTOR), 0xea);
	EXPECT_EQ(ioread8(rom + RESET_VECTOR), 0xea);
	EXPECT_EQ(readw(rom + RESET_VECTOR), ioread16(rom + RESET_VECTOR));
	EXPECT_EQ(readl(rom + RESET_VECTOR), ioread32(rom + RESET_VECTOR));
	EXPECT_EQ(swab32(readl(rom + RESET_VECTOR)),
		  ioread32be(rom + RESET_VECTOR));
	memcpy_fromio(copy, rom + RESET_VECTOR, sizeof(copy));
	EXPECT_EQ(copy[0], 0xea);
	EXPECT(is_vmalloc_addr((void *)rom) && !virt_addr_valid((void *)rom));
	iounmap(rom);
	iounmap(NULL);
}

/* Any offset in a page, writes, and a second mapping that sees them. */
static void device_memory_is_written(void)
{
	u16 __iomem *a = ioremap(SCREEN + 0x7f02, 32);
	u16 __iomem *b = ioremap_wc(SCREEN + 0x7f02, 32);
	u16 values[2] = { 0x1234, 0x5678 };

	if (!EXPECT(a && b && a != b))
		return;
	EXPECT_EQ(offset_in_page(a), 0xf02);
	writew(0x4142, a);
	iowrite16(0x4344, a + 1);
	EXPECT_EQ(readw(b), 0x4142);
	EXPECT_EQ(readw(b + 1), 0x4344);
	iowrite16be(0x4344, a);
	EXPECT_EQ(readw(b), 0x4443);
	iowrite16_rep(a + 2, values, 2);
	EXPECT_EQ(readw(b + 2), 0x5678);
	memcpy_toio(a, values, sizeof(values));
	EXPECT_EQ(readl(b), 0x56781234);
	memset_io(a, 0, 8);
	EXPECT_EQ(readl(b), 0);
	iounmap(a);
	iounmap(b);
}

static void what_cannot_be_mapped(void)
{
	void *page = (void *)__get_free_page(GFP_KERNEL), *p;

	EXPECT(!ioremap(SCREEN, 0));
	EXPECT(!ioremap(1ull << 32, 16));
	EXPECT(!memremap(SCREEN, 16, 0));
	p = memremap(virt_to_phys(page), PAGE_SIZE, MEMREMAP_WB);
	EXPECT(p == page);
	memunmap(p);
	free_page((unsigned long)page);
	p = memremap(SCREEN, PAGE_SIZE, MEMREMAP_WC);
	EXPECT(p && is_vmalloc_addr(p));
	memunmap(p);
}

static u8 read_cmos(u8 at)
{
	outb_p(at, CMOS);
	return inb_p(CMOS + 1);
}

static void ports_by_any_name(void)
{
	void __iomem *cmos = ioport_map(CMOS, 2);
	u8 year, many[3];

	if (!EXPECT(cmos))
		return;
	year = read_cmos(9);
	EXPECT_EQ(bin2bcd(bcd2bin(year)), year);
	iowrite8(9, cmos);
	EXPECT_EQ(ioread8(cmos + 1), year);
	ioread8_rep(cmos + 1, many, sizeof(many));
	EXPECT_EQ(many[2], year);
	insb(CMOS + 1, many, sizeof(many));
	EXPECT_EQ(many[2], year);
	ioport_unmap(cmos);
	EXPECT(!ioport_map(IO_SPACE_LIMIT + 1ul, 1));
}

/* --- What goes with its device */

static struct resource window = DEFINE_RES_MEM_NAMED(SCREEN, 0x1000, "window");
static bool probed_well;

static irqreturn_t never(int irq, void *dev_id)
{
	return IRQ_NONE;
}

static int window_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct resource *res = platform_get_resource(pdev, IORESOURCE_MEM, 0);
	void __iomem *at = devm_ioremap_resource(dev, res);

	probed_well =
		EXPECT(!IS_ERR(at)) &&
		EXPECT(devm_request_region(dev, 0x300, 8, "window")) &&
		EXPECT(devm_ioremap(dev, ROM, PAGE_SIZE)) &&
		EXPECT(!devm_request_irq(dev, 9, never, 0, NULL, dev)) &&
		EXPECT_EQ(PTR_ERR(devm_ioremap_resource(dev, res)), -EBUSY) &&
		EXPECT(irq_has_action(9)) &&
		EXPECT(!request_region(0x304, 1, "other"));
	EXPECT_EQ(PTR_ERR(devm_ioremap_resource(dev, NULL)), -EINVAL);
	return 0;
}

static struct platform_driver window_driver = {
	.probe = window_probe,
	.driver = { .name = "window" },
};

static void hardware_goes_with_its_device(void)
{
	struct platform_device *pdev =
		platform_device_register_simple("window", -1, &window, 1);

	if (!EXPECT(!IS_ERR(pdev)))
		return;
	EXPECT(!platform_driver_register(&window_driver));
	EXPECT(probed_well);
	platform_driver_unregister(&window_driver);
	platform_device_unregister(pdev);
	EXPECT(!irq_has_action(9));
	EXPECT(request_region(0x304, 1, "other"));
	release_region(0x304, 1);
	EXPECT(request_mem_region(SCREEN, 1, "other"));
	release_mem_region(SCREEN, 1);
}

/* The UART's interrupt is asked for, with nobody's handler on its line. */
static void lines_are_probed(void)
{
	unsigned long quiet = probe_irq_on();
	u8 mask = inb(PIC_MASK);

	EXPECT(!(quiet & BIT(0)) && !(quiet & BIT(2)));
	EXPECT(quiet & BIT(5));
	EXPECT(!(mask & BIT(5)));
	EXPECT_EQ(probe_irq_off(quiet), 0);
	EXPECT(inb(PIC_MASK) & BIT(5));
}

static void registers_of_the_processor(void)
{
	u64 value;
	u32 low, high;

	EXPECT(!rdmsrl_safe(MSR_IA32_APICBASE, &value));
	rdmsr(MSR_IA32_APICBASE, low, high);
	EXPECT_EQ(low, (u32)value);
	EXPECT_EQ(high, value >> 32);
	wrmsrl(MSR_IA32_SYSENTER_ESP, 0x1234);
	rdmsrl(MSR_IA32_SYSENTER_ESP, value);
	EXPECT_EQ(value, 0x1234);
	EXPECT(!wrmsr_safe(MSR_IA32_SYSENTER_ESP, 0, 0));
}

/* --- Page tables */

static pte_t *pte_of(struct mm_struct *mm, unsigned long addr)
{
	pgd_t *pgd = pgd_offset(mm, addr);
	p4d_t *p4d = p4d_offset(pgd, addr);
	pud_t *pud = pud_offset(p4d, addr);
	pmd_t *pmd;

	if (pgd_none(*pgd) || p4d_none(*p4d) || pud_none(*pud) || pud_bad(*pud))
		return NULL;
	pmd = pmd_offset(pud, addr);
	if (pmd_none(*pmd) || pmd_bad(*pmd))
		return NULL;
	return pte_offset_kernel(pmd, addr);
}

static void tables_lead_to_user_pages(void)
{
	struct mm_struct *mm = current->mm;
	unsigned long addr = mm->arg_start;
	pte_t *pte = pte_of(mm, addr);
	char name[8] = "";

	if (!EXPECT(pte && pte_present(*pte) && !pte_none(*pte)))
		return;
	EXPECT(!copy_from_user(name, (void __user *)addr, sizeof(name) - 1));
	EXPECT(!memcmp(page_address(pte_page(*pte)) + offset_in_page(addr),
		       name, sizeof(name) - 1));
	EXPECT(page_count(pte_page(*pte)) >= 1);
	EXPECT_EQ(pte_pfn(*pte), page_to_pfn(pte_page(*pte)));
	EXPECT(!pte_of(mm, 0));
}

static void tables_lead_to_kernel_pages(void)
{
	void *p = vmalloc(PAGE_SIZE), *k = kmalloc(16, GFP_KERNEL);
	pte_t *pte = pte_of(current->mm, (unsigned long)p);
	pmd_t *pmd =
		pmd_offset(pud_offset(p4d_offset(pgd_offset(current->mm,
							    (unsigned long)k),
						 0),
				      0),
			   (unsigned long)k);

	EXPECT(pte && pte_present(*pte) && pte_write(*pte));
	EXPECT(pte && pte_page(*pte) == vmalloc_to_page(p));
	EXPECT(pmd_present(*pmd) && pmd_leaf(*pmd) && pmd_bad(*pmd));
	EXPECT_EQ((pmd_pfn(*pmd) << PAGE_SHIFT) | ((long)k & ~PMD_MASK),
		  virt_to_phys(k));
	kfree(k);
	vfree(p);
}

static void addresses_and_frames(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct sysinfo info;
	void *p;

	if (!EXPECT(page))
		return;
	p = page_address(page);
	EXPECT(virt_addr_valid(p) && pfn_valid(page_to_pfn(page)));
	EXPECT(!virt_addr_valid((void *)16) && !virt_addr_valid(high_memory));
	EXPECT(page_to_virt(page) == p);
	EXPECT_EQ(virt_to_pfn(p), page_to_pfn(page));
	EXPECT_EQ(PFN_PHYS(PHYS_PFN(virt_to_phys(p))), virt_to_phys(p));
	EXPECT_EQ(page_count(page), 1);
	get_page(page);
	EXPECT_EQ(page_count(page), 2);
	put_page(page);
	EXPECT(!PageReserved(page));
	SetPageReserved(page);
	EXPECT(PageReserved(page));
	ClearPageReserved(page);
	si_meminfo(&info);
	si_swapinfo(&info);
	EXPECT_EQ(info.totalram, totalram_pages());
	EXPECT_EQ(info.freeram, nr_free_pages());
	EXPECT_EQ(info.totalswap, 0);
	__free_page(page);
	EXPECT_EQ(nr_free_pages(), info.freeram + 1);
}

/* --- Address spaces and tasks */

static void areas_are_walked(void)
{
	struct mm_struct *mm = get_task_mm(current);
	struct vm_area_struct *vma;
	unsigned long pages = 0, stacks = 0;
	int count = 0;
	VMA_ITERATOR(vmi, mm, 0);

	if (!EXPECT(mm == current->mm))
		return;
	mmap_read_lock(mm);
	EXPECT(mmap_read_trylock(mm));
	mmap_read_unlock(mm);
	EXPECT(!mmap_write_trylock(mm));
	for_each_vma(vmi, vma)
	{
		EXPECT(vma_lookup(mm, vma->vm_start) == vma);
		EXPECT(find_vma(mm, vma->vm_end - 1) == vma);
		pages += vma_pages(vma);
		if (vma->vm_flags & VM_GROWSDOWN)
			stacks += vma_pages(vma);
		count++;
	}
	mmap_read_unlock(mm);
	EXPECT_EQ(count, mm->map_count);
	EXPECT_EQ(pages, mm->total_vm);
	EXPECT_EQ(stacks, mm->stack_vm);
	EXPECT(mm->exec_vm && mm->exec_vm < mm->total_vm);
	EXPECT(get_mm_rss(mm) && get_mm_rss(mm) <= mm->total_vm);
	EXPECT_EQ(mm->task_size, TASK_SIZE);
	EXPECT(!find_vma(mm, TASK_SIZE));
	mmput(mm);
}

static void address_spaces_are_held(void)
{
	struct mm_struct *mm = current->mm;
	int users = atomic_read(&mm->mm_users);
	int count = atomic_read(&mm->mm_count);

	EXPECT(mmget_not_zero(mm));
	EXPECT_EQ(atomic_read(&mm->mm_users), users + 1);
	mmput(mm);
	mmgrab(mm);
	EXPECT_EQ(atomic_read(&mm->mm_count), count + 1);
	mmdrop(mm);
	EXPECT(!get_task_mm(&init_task));
	EXPECT_EQ(atomic_read(&mm->mm_users), users);
	EXPECT_EQ(atomic_read(&mm->mm_count), count);
}

/* A page that was never touched is not brought in, unless faults are allowed. */
static void copies_that_may_not_fault(void)
{
	unsigned long addr = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS, 0);
	char __user *user = (char __user *)addr;
	char c = 'x';

	if (!EXPECT(!IS_ERR_VALUE(addr)))
		return;
	EXPECT_EQ(copy_from_user_nofault(&c, user, 1), -EFAULT);
	EXPECT_EQ(copy_to_user_nofault(user, &c, 1), -EFAULT);
	pagefault_disable();
	EXPECT(pagefault_disabled());
	EXPECT_EQ(__copy_from_user_inatomic(&c, user, 1), 1);
	pagefault_enable();
	EXPECT(!pagefault_disabled());
	EXPECT(!put_user('y', user));
	EXPECT(!copy_from_user_nofault(&c, user, 1));
	EXPECT_EQ(c, 'y');
	EXPECT_EQ(copy_from_user_nofault(&c, (char __user *)&c, 1), -EFAULT);
	EXPECT(!vm_munmap(addr, PAGE_SIZE));
	c = 'a';
	EXPECT(!copy_to_kernel_nofault(&c, "b", 1));
	EXPECT_EQ(c, 'b');
	EXPECT_EQ(copy_to_kernel_nofault((void *)16, &c, 1), -ERANGE);
	EXPECT_EQ(copy_to_kernel_nofault((void *)VMALLOC_END - 8, &c, 1),
		  -EFAULT);
}

static void what_is_told_of_a_task(void)
{
	char name[TASK_COMM_LEN];
	int local;

	EXPECT(!strcmp(get_task_comm(name, current), "insmod"));
	EXPECT_EQ(task_ppid_nr(current), current->real_parent->tgid);
	EXPECT_EQ(task_pid_vnr(current), current->pid);
	EXPECT(pid_alive(current) && !is_global_init(current));
	EXPECT_EQ(current->signal->nr_threads, 1);
	EXPECT_EQ(current->policy, SCHED_NORMAL);
	EXPECT_EQ(current->nr_cpus_allowed, 1);
	EXPECT_EQ(current->start_boottime, current->start_time);
	EXPECT(current->real_cred == current->cred);
	EXPECT_EQ(from_kuid(current_user_ns(), current_uid()), 0);
	EXPECT(object_is_on_stack(&local));
	EXPECT(!object_is_on_stack(end_of_stack(current) - 1));
	EXPECT(end_of_stack(current) == task_stack_page(current));
	EXPECT(!test_thread_flag(TIF_SIGPENDING));
	EXPECT(!strcmp(utsname()->sysname, init_uts_ns.name.sysname));
}

static void what_this_machine_never_does(void)
{
	EXPECT(!set_freezable() && !try_to_freeze() && !freezing(current));
	EXPECT(!in_compat_syscall());
	EXPECT_EQ(ptr_to_compat(compat_ptr(0xbffff000)), 0xbffff000);
}

static const struct ktap_case cases[] = {
	KTAP_CASE(device_memory_is_mapped),
	KTAP_CASE(device_memory_is_written),
	KTAP_CASE(what_cannot_be_mapped),
	KTAP_CASE(ports_by_any_name),
	KTAP_CASE(hardware_goes_with_its_device),
	KTAP_CASE(lines_are_probed),
	KTAP_CASE(registers_of_the_processor),
	KTAP_CASE(tables_lead_to_user_pages),
	KTAP_CASE(tables_lead_to_kernel_pages),
	KTAP_CASE(addresses_and_frames),
	KTAP_CASE(areas_are_walked),
	KTAP_CASE(address_spaces_are_held),
	KTAP_CASE(copies_that_may_not_fault),
	KTAP_CASE(what_is_told_of_a_task),
	KTAP_CASE(what_this_machine_never_does),
};

KTAP_SUITE(machine_test, cases);
