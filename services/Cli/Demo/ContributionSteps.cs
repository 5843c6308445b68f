using System.Text;
using Ledger.Cli.Connection;
using Ledger.Cli.Scenario;
using Ledger.Rules;

namespace Ledger.Cli.Demo;

/// <summary>
/// Every contribution: its evidence is uploaded, the contributor registers it, the receiver verifies it, a valuer proposes a
/// value once the appraisal has been opened by the verification, and an approver accepts the proposal that he has read.
/// </summary>
public static class ContributionSteps
{
    /// <summary>Drives the phase.</summary>
    /// <returns>Stream of each contribution by reference.</returns>
    public static async Task<IReadOnlyDictionary<string, Guid>> RunAsync(Stage stage, CancellationToken cancel)
    {
        var streams = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var item in stage.Scenario.Contributions)
        {
            stage.Progress($"contribution {item.Reference}: {item.Title.En} / {item.Title.Zh}");
            var registered = await RegisterAsync(stage, item, cancel);
            await stage.DoAsync(
                $"contribution/{item.Reference}/verification", item.Verification.By, $"contributions/{registered.Id}/verification",
                new { item.Verification.Finding, item.Verification.Location }, registered.Version, cancel);
            await AppraiseAsync(stage, item, registered.Id, cancel);
            streams.Add(item.Reference, registered.Id);
        }

        return streams;
    }

    private static async Task<Receipt> RegisterAsync(Stage stage, ScenarioContribution item, CancellationToken cancel)
    {
        var evidence = new List<object>();
        foreach (var paper in item.Evidence)
        {
            var file = await stage.Client.UploadAsync<File>(
                item.RegisteredBy, "evidence", Encoding.UTF8.GetBytes(paper.Content), paper.MediaType, cancel);
            evidence.Add(new { paper.Reference, paper.SourceClass, paper.IssuedOn, paper.Title, file.MediaType, file.Sha256, file.Size });
        }

        return await stage.DoOnceKnownAsync(
            $"contribution/{item.Reference}/registration", item.RegisteredBy, "contributions",
            new
            {
                item.Reference, stage.AgreementId, Kind = KebabCase.Name(item.Kind), item.Title, item.Claimed, item.EffectiveOn, item.ReceivedBy,
                Evidence = evidence,
            },
            null, "contribution.agreement-not-active", cancel);
    }

    private static async Task AppraiseAsync(Stage stage, ScenarioContribution item, Guid contribution, CancellationToken cancel)
    {
        var appraisal = item.Appraisal;
        var opened = await stage.UntilAsync($"the appraisal of {item.Reference}", async () =>
        {
            var found = await stage.Client.ListAsync<Summary>(appraisal.ProposedBy, $"appraisals?contribution={contribution}", cancel);
            return found is [var only] ? await stage.Client.GetAsync<Appraisal>(appraisal.ProposedBy, $"appraisals/{only.Id}", cancel) : null;
        }, cancel);

        var path = $"appraisals/{opened.Value.Id}";
        await stage.DoOnceKnownAsync(
            $"contribution/{item.Reference}/proposal", appraisal.ProposedBy, $"{path}/proposal", new { appraisal.Method, appraisal.Inputs },
            opened.Version, "appraisal.agreement-not-active", cancel);

        var proposal = (await stage.Client.GetAsync<Appraisal>(appraisal.AcceptedBy, path, cancel)).Value.Proposal
            ?? throw new ConnectionException($"{path} shows no proposal after one was made.");
        await stage.DoAsync(
            $"contribution/{item.Reference}/acceptance", appraisal.AcceptedBy, $"{path}/acceptance", new { proposal.ProposalHash }, null, cancel);
        stage.Progress($"  accepted by {appraisal.AcceptedBy}: {proposal.Value.Amount} of {item.Claimed.Amount} claimed, by {appraisal.Method}");
    }

    private sealed record File(string Sha256, long Size, string MediaType);

    private sealed record Summary(Guid Id);

    private sealed record Appraisal(Guid Id, Proposal? Proposal = null);

    private sealed record Proposal(string ProposalHash, Money Value);
}
