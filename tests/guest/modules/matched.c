/* SPDX-License-Identifier: MIT */
/* Tables of devices: what the build makes of them is in its aliases. */
#include <linux/mod_devicetable.h>
#include <linux/module.h>

static const struct platform_device_id platform_ids[] = {
	{ "mortise-lamp", 1 },
	{ "a-name-as-long-as-it", 2 }, /* no NUL behind it */
	{}
};
MODULE_DEVICE_TABLE(platform, platform_ids);

static const struct of_device_id of_ids[] = {
	{ .compatible = "mortise,lamp" },
	{ .name = "lamp", .type = "light bulb", .compatible = "x" },
	{}
};
MODULE_DEVICE_TABLE(of, of_ids);

static const struct i2c_device_id i2c_ids[] = { { "lm75", 0 }, {} };
MODULE_DEVICE_TABLE(i2c, i2c_ids);

static const struct spi_device_id spi_ids[] = { { "at25", 0 }, {} };
MODULE_DEVICE_TABLE(spi, spi_ids);

static const struct pci_device_id pci_ids[] = {
	{ 0x8086, 0x100e, PCI_ANY_ID, PCI_ANY_ID },
	{ PCI_ANY_ID, PCI_ANY_ID, 1, 2, 0x0c0330, 0xffffff },
	{}
};
MODULE_DEVICE_TABLE(pci, pci_ids);

MODULE_ALIAS("plain-alias");
MODULE_LICENSE("GPL");
MODULE_INFO(intree, "Y");
MODULE_DESCRIPTION("Has tables of devices");
