using Ledger.Audit.Log;

namespace Ledger.Audit.Tests;

/// <summary>When the intake says that it is unwell.</summary>
public sealed class HealthTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_log_without_sources_is_well() => Assert.Empty(IntakeHealth.Problems(new LogState(0, "", []), Now));

    [Fact]
    public void A_source_that_waits_a_moment_is_well() =>
        Assert.Empty(Problems(new SourceState("risks", 3, 2, Now - AuditLimits.Waiting, WaitsFor.Predecessor, null)));

    [Fact]
    public void A_source_that_waits_too_long_is_not() => Assert.Contains(
        "next is number 4",
        Assert.Single(Problems(new SourceState("risks", 3, 2, Now - AuditLimits.Waiting - TimeSpan.FromSeconds(1), WaitsFor.CitedEvent, null))),
        StringComparison.Ordinal);

    [Fact]
    public void A_quarantined_source_is_not() => Assert.Contains(
        "number-taken at number 3",
        Assert.Single(Problems(new SourceState("risks", 3, 0, null, null, new Quarantine(Now, 3, "number-taken")))), StringComparison.Ordinal);

    private static IEnumerable<string> Problems(SourceState source) => IntakeHealth.Problems(new LogState(3, "", [source]), Now);
}
