using Ledger.Cli.Connection;
using Ledger.Cli.Scenario;

namespace Ledger.Cli.Demo;

/// <summary>A pool with the run that settled it.</summary>
/// <param name="Pool">As the scenario tells it.</param>
/// <param name="PoolId">Its stream.</param>
/// <param name="RunId">Stream of the settled run.</param>
public sealed record SettledRun(ScenarioPool Pool, Guid PoolId, Guid RunId);

/// <summary>
/// Every pool in turn: declared, costs claimed against it, and once Distribution has heard of every value and loss, a run is
/// computed, proposed, left unobjected by the parties, approved by a second person and settled.
/// </summary>
public static class DistributionSteps
{
    /// <summary>Drives the phase.</summary>
    public static async Task<IReadOnlyList<SettledRun>> RunAsync(Stage stage, CancellationToken cancel)
    {
        var settled = new List<SettledRun>();
        foreach (var item in stage.Scenario.Pools)
        {
            stage.Progress($"pool {item.Reference}: {item.Amount.Amount} {item.Amount.Currency.Code}, {item.Title.En} / {item.Title.Zh}");
            var pool = await DeclareAsync(stage, item, cancel);
            await Heard.ValuesByDistributionAsync(stage, item.ProposedBy, cancel);
            await Heard.LossesByDistributionAsync(stage, item.ProposedBy, cancel);
            settled.Add(new SettledRun(item, pool, await SettleAsync(stage, item, pool, cancel)));
        }

        return settled;
    }

    private static async Task<Guid> DeclareAsync(Stage stage, ScenarioPool item, CancellationToken cancel)
    {
        var pool = await stage.DoOnceKnownAsync(
            $"pool/{item.Reference}/declaration", item.DeclaredBy, "pools",
            new { item.Reference, stage.AgreementId, item.Period, item.Amount, item.Title }, null, "pool.agreement-not-active", cancel);
        foreach (var claim in item.CostClaims)
        {
            await stage.DoAsync(
                $"pool/{item.Reference}/claim/{claim.Reference}", claim.ClaimedBy, $"pools/{pool.Id}/cost-claims",
                new { claim.Reference, claim.Amount, claim.Title, claim.Party }, null, cancel);
        }

        return pool.Id;
    }

    private static async Task<Guid> SettleAsync(Stage stage, ScenarioPool item, Guid pool, CancellationToken cancel)
    {
        var step = $"pool/{item.Reference}";
        var computed = await stage.DoAsync($"{step}/computation", item.ProposedBy, "runs", new { pool }, null, cancel);
        var path = $"runs/{computed.Id}";
        var last = await stage.DoAsync($"{step}/proposal", item.ProposedBy, $"{path}/proposal", new { }, computed.Version, cancel);
        stage.Progress($"  run computed and proposed by {item.ProposedBy}");

        foreach (var person in item.NoObjectionBy)
        {
            var proposalHash = await ProposalAsync(stage, person, path, cancel);
            last = await stage.DoAsync($"{step}/no-objection/{person}", person, $"{path}/no-objection", new { proposalHash }, null, cancel);
        }

        var approvedHash = await ProposalAsync(stage, item.ApprovedBy, path, cancel);
        await stage.Signing.RegisterAsync(stage, item.ApprovedBy, cancel);
        var signature = stage.Signing.Approve(stage.Client.Consortium, item.ApprovedBy, computed.Id, approvedHash);
        var approved = await stage.DoAsync(
            $"{step}/approval", item.ApprovedBy, $"{path}/approval", new { proposalHash = approvedHash, signature }, last.Version, cancel);
        await stage.DoAsync($"{step}/settlement", item.SettledBy, $"{path}/settlement", new { }, approved.Version, cancel);
        stage.Progress($"  no objection by {string.Join(", ", item.NoObjectionBy)}; approved and signed by {item.ApprovedBy}; settled by {item.SettledBy}");
        return computed.Id;
    }

    // What a person decides on is what he has read himself.
    private static async Task<string> ProposalAsync(Stage stage, string person, string path, CancellationToken cancel) =>
        (await stage.Client.GetAsync<Run>(person, path, cancel)).Value.Proposal?.Hash
        ?? throw new ConnectionException($"{path} shows no proposal after one was made.");

    private sealed record Run(Proposal? Proposal = null);

    private sealed record Proposal(string Hash);
}
