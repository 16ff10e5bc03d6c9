/* SPDX-License-Identifier: MIT */
/*
 * A platform driver, and the devices that it is for: in a real machine someone
 * else names them; here the module does, so that there is something to probe.
 *
 * Try: insmod sensor.ko count=2; cat /sys/bus/platform/devices/sensor.1/reading
 * Try: cd /sys/bus/platform/drivers/sensor; echo sensor.0 >unbind
 */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#define SENSORS 4

static unsigned int count = 1;
module_param(count, uint, 0444);
MODULE_PARM_DESC(count, "How many sensors there are, up to 4");

static struct platform_device *devices[SENSORS];

/* What the driver knows of a device that it has. */
struct sensor {
	unsigned int readings;
};

static ssize_t reading_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	struct sensor *sensor = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%u\n", ++sensor->readings * 10);
}
static DEVICE_ATTR_RO(reading);

static struct attribute *sensor_attrs[] = {
	&dev_attr_reading.attr,
	NULL,
};
ATTRIBUTE_GROUPS(sensor);

/* What devm_ gives is taken back by itself when the driver lets go. */
static int sensor_probe(struct platform_device *pdev)
{
	struct sensor *sensor =
		devm_kzalloc(&pdev->dev, sizeof(*sensor), GFP_KERNEL);

	if (!sensor)
		return -ENOMEM;
	platform_set_drvdata(pdev, sensor);
	dev_info(&pdev->dev, "probed\n");
	return 0;
}

static void sensor_remove(struct platform_device *pdev)
{
	struct sensor *sensor = platform_get_drvdata(pdev);

	dev_info(&pdev->dev, "removed after %u readings\n", sensor->readings);
}

static struct platform_driver sensor_driver = {
	.probe = sensor_probe,
	.remove = sensor_remove,
	.driver = {
		.name = "sensor",
		.dev_groups = sensor_groups,
	},
};

static void remove_devices(void)
{
	for (int i = 0; i < SENSORS; i++)
		if (!IS_ERR_OR_NULL(devices[i]))
			platform_device_unregister(devices[i]);
}

static int __init sensor_init(void)
{
	int err;

	for (unsigned int i = 0; i < count && i < SENSORS; i++) {
		devices[i] =
			platform_device_register_simple("sensor", i, NULL, 0);
		if (IS_ERR(devices[i])) {
			err = PTR_ERR(devices[i]);
			goto remove;
		}
	}
	err = platform_driver_register(&sensor_driver);
	if (!err)
		return 0;
remove:
	remove_devices();
	return err;
}

static void __exit sensor_exit(void)
{
	platform_driver_unregister(&sensor_driver);
	remove_devices();
}

module_init(sensor_init);
module_exit(sensor_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The Mortise authors");
MODULE_DESCRIPTION("A platform driver and its devices");
