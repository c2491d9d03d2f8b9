using MlTrack.Stores.SystemMetrics;
using MlTrack.Stores.Tests.Artifacts;

namespace MlTrack.Stores.Tests.SystemMetrics;

/// <summary>What is read from a machine's files, with and without a control group that limits it.</summary>
public sealed class LinuxMachineTests : IDisposable
{
    private const double Mebibyte = 1_048_576;

    private readonly TempFolder _root = new();

    public LinuxMachineTests()
    {
        _root.Write("proc/stat", "cpu  100 5 45 800 50 1 2 7 30 0\ncpu0 1 2 3 4\nintr 5\n");
        _root.Write("proc/meminfo", "MemTotal:       1000 kB\nMemFree:         100 kB\nMemAvailable:    400 kB\nBuffers: 1 kB\n");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_whole_machine_counts_where_nothing_limits()
    {
        LinuxMachine machine = new(_root.FullPath);

        // Idle and waiting for the disk are no work, and a guest's time is in the user's already.
        Assert.Equal(new ProcessorTimes(160, 1010), machine.Processor());
        Assert.Equal(new MemoryUse(600 * 1024, 1000 * 1024), machine.Memory());
    }

    [Fact]
    public void A_group_of_version_2_counts_against_its_limits()
    {
        _root.Write("proc/meminfo", "MemTotal: 9000000 kB\nMemAvailable: 400 kB\n");
        _root.Write("proc/self/cgroup", "0::/agents/job\n");
        _root.Write("sys/fs/cgroup/agents/job/cpu.max", "max 100000\n");
        _root.Write("sys/fs/cgroup/agents/cpu.max", "150000 100000\n");
        _root.Write("sys/fs/cgroup/agents/cpu.stat", "usage_usec 2500000\nuser_usec 1\n");
        _root.Write("sys/fs/cgroup/agents/job/memory.max", "104857600\n");
        _root.Write("sys/fs/cgroup/agents/job/memory.current", "31457280\n");
        _root.Write("sys/fs/cgroup/agents/job/memory.stat", "anon 5\ninactive_file 10485760\n");

        LinuxMachine machine = new(_root.FullPath);
        ProcessorTimes first = machine.Processor();
        Thread.Sleep(20);
        ProcessorTimes second = machine.Processor();

        // One and a half processors: so much more could be done in 20 ms.
        Assert.Equal(2.5, first.Busy);
        Assert.InRange(second.Capacity - first.Capacity, 0.029, 5);
        Assert.Equal(new MemoryUse(20 * Mebibyte, 100 * Mebibyte), machine.Memory());
    }

    [Fact]
    public void A_group_of_version_1_counts_against_its_limits()
    {
        _root.Write("proc/meminfo", "MemTotal: 9000000 kB\nMemAvailable: 400 kB\n");
        _root.Write("proc/self/cgroup", "4:memory:/docker/1f\n2:cpu,cpuacct:/docker/1f\n0::/\n");
        _root.Write("sys/fs/cgroup/memory/docker/1f/memory.limit_in_bytes", "104857600\n");
        _root.Write("sys/fs/cgroup/memory/docker/1f/memory.usage_in_bytes", "20971520\n");
        _root.Write("sys/fs/cgroup/memory/docker/1f/memory.stat", "inactive_file 7\ntotal_inactive_file 10485760\n");
        _root.Write("sys/fs/cgroup/cpu/docker/1f/cpu.cfs_quota_us", "50000\n");
        _root.Write("sys/fs/cgroup/cpu/docker/1f/cpu.cfs_period_us", "100000\n");
        _root.Write("sys/fs/cgroup/cpu/docker/1f/cpuacct.usage", "3000000000\n");

        LinuxMachine machine = new(_root.FullPath);

        Assert.Equal(3, machine.Processor().Busy);
        Assert.Equal(new MemoryUse(10 * Mebibyte, 100 * Mebibyte), machine.Memory());
    }

    [Theory]
    [InlineData("9223372036854771712")]
    [InlineData("max")]
    public void A_group_without_a_limit_is_the_whole_machine(string none)
    {
        _root.Write("proc/self/cgroup", "4:memory:/\n2:cpu:/\n");
        _root.Write("sys/fs/cgroup/memory/memory.limit_in_bytes", none);
        _root.Write("sys/fs/cgroup/memory/memory.usage_in_bytes", "5");
        _root.Write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 1");
        _root.Write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1");
        _root.Write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000");

        LinuxMachine machine = new(_root.FullPath);

        Assert.Equal(1010, machine.Processor().Capacity);
        Assert.Equal(1000 * 1024, machine.Memory().Total);
    }

    [Fact]
    public void A_source_reports_what_happened_between_two_looks()
    {
        using MachineSource source = new(new LinuxMachine(_root.FullPath));
        _root.Write("proc/stat", "cpu  125 5 45 875 50 1 2 7 30 0\n");
        SystemSample sample = new();

        source.Read(sample);

        Dictionary<string, double> values = new(sample.Values);
        Assert.Equal(25, values["cpu_utilization_percentage"]);
        Assert.Equal(60, values["system_memory_usage_percentage"]);
        Assert.Equal(0.6, values["system_memory_usage_megabytes"]);
    }
}
