using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Contributions.Tests.Running;

/// <summary>Many facts in one transaction, on a real PostgreSQL.</summary>
[Collection(nameof(RunningContributions))]
public sealed class BulkWritesTests(RunningContributions running)
{
    private static readonly Actor By = new("person-E1", "E1");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_seen_before_the_commit_everything_after_it_and_nothing_at_all_without_one()
    {
        using var client = await running.AsAsync("E1", "taihu");
        var (kept, left) = (Guid.NewGuid(), Guid.NewGuid());
        await using (var unit = await BeginAsync())
        {
            unit.Start(Requested(kept));
            await unit.FlushAsync(Ct);
            Assert.Equal(0, await EventsAsync(kept));
            // What was flushed is seen by the unit itself, and a second page follows it.
            Assert.NotNull(await unit.Documents.LoadAsync<Import>(kept, Ct));
            var stream = await unit.Documents.Events.FetchForWriting<Import>(kept, Ct);
            unit.Append(stream, [new ImportCancelled(By, DateTimeOffset.UtcNow)]);
            await unit.CommitAsync(Ct);
        }

        await using (var unit = await BeginAsync())
        {
            unit.Start(Requested(left));
            await unit.FlushAsync(Ct);
        }

        Assert.Equal((2, 0), (await EventsAsync(kept), await EventsAsync(left)));
        Assert.Equal(2, await running.CountAsync("mt_events", $"stream_id = '{kept}' and user_name = 'person-E1' and causation_id = 'test' and tenant_id = 'taihu'"));
    }

    [Fact]
    public async Task Of_two_that_begin_the_same_stream_one_loses_the_race_and_leaves_nothing()
    {
        using var client = await running.AsAsync("E1", "taihu");
        var (shared, own) = (Guid.NewGuid(), Guid.NewGuid());
        await using var first = await BeginAsync();
        first.Start(Requested(shared));
        await first.CommitAsync(Ct);

        await using var second = await BeginAsync();
        second.Start(Requested(own));
        second.Start(Requested(shared));
        var lost = await Assert.ThrowsAnyAsync<Exception>(() => second.CommitAsync(Ct));

        Assert.True(BulkWrites.LostRace(lost), lost.ToString());
        Assert.Equal((1, 0), (await EventsAsync(shared), await EventsAsync(own)));
    }

    private Task<BulkUnit> BeginAsync() => running.Services.GetRequiredService<BulkWrites>().BeginAsync("taihu", By, "test", Ct);

    private Task<long> EventsAsync(Guid stream) => running.CountAsync("mt_events", $"stream_id = '{stream}'");

    private static NewStream Requested(Guid id) => new(
        typeof(Import), id,
        [new ImportRequested(new ImportOrder(ImportKind.Use, ImportMode.AcceptGood, true, ImportFormat.Csv, new string('0', 64), 1), 1, By, DateTimeOffset.UtcNow)]);
}
