using Ledger.Contributions.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>Marks of what the receiver says of a contribution: its verification, a later placement. The keys are the receiver's own.</summary>
internal sealed class ReceiverSecrets(SecretIntake intake)
{
    /// <summary>Prepares the marks; null when there are none, or the rule that one breaks.</summary>
    /// <param name="id">The contribution.</param>
    /// <param name="say">What the receiver says of its registration.</param>
    /// <param name="marks">Marks of the request, or null.</param>
    /// <param name="context">The command.</param>
    /// <param name="read">Reads of this consortium.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(PreparedSecrets? Prepared, Rejection? Refused)> PrepareAsync(
        Guid id, Func<Particulars, SaidByReceiver> say, IReadOnlyList<FieldMark>? marks, CommandContext context, Reads read, CancellationToken ct)
    {
        if (marks is not { Count: > 0 }) return (null, null);
        if (RegisterContributionRequest.Malformed(marks) is { } malformed) return (null, malformed);
        await using var session = await read.OpenAsync(ct);
        if (await session.Documents.LoadAsync<Contribution>(id, ct) is not { Particulars: { } registration }) return (null, new ContributionUnknown());
        if (registration.ReceivedBy != context.By.Organisation) return (null, new NotReceiver(context.By.Organisation, registration.ReceivedBy));
        return await intake.PrepareAsync(say(registration), marks, id, context, read, ct);
    }

    /// <summary>Decides with the digests of what is hidden, and keeps the openings with it.</summary>
    public static async Task<Decision> DecideAsync(
        PreparedSecrets? prepared, Contribution state, IQuerySession reads, Func<FieldSecrecy?, Decision> decide, CancellationToken ct) =>
        prepared is null ? decide(null) : await prepared.KeepWithAsync(decide(await prepared.SecrecyAsync(state.Said(), ct)), reads, ct);
}
