using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Distribution.Features;

/// <summary>Whether everybody signs approvals (<c>Approvals:SignaturesRequired</c>): everywhere but in Development, unless it is said otherwise.</summary>
internal sealed class SigningRule(IConfiguration configuration, IHostEnvironment environment)
{
    private readonly bool _required = configuration.GetValue("Approvals:SignaturesRequired", !environment.IsDevelopment());

    /// <summary>Key and signature of whoever approves.</summary>
    /// <param name="reads">Of the decision.</param>
    /// <param name="context">Who approves.</param>
    /// <param name="given">The signature that was sent, or null.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ApprovalSigning> OfAsync(IQuerySession reads, CommandContext context, string? given, CancellationToken ct)
    {
        var stream = Streams.SigningKeys(context.Tenant, context.By.Person);
        if ((await reads.LoadAsync<SigningKeys>(stream, ct))?.Active?.Registered is not { } key)
            return new ApprovalSigning(context.Tenant, _required, null, null, given);
        var facts = await reads.Events.FetchStreamAsync(stream, token: ct);
        var registration = facts.Single(recorded => recorded.Data is SigningKeyRegistered registered && registered.KeyId == key.KeyId);
        return new ApprovalSigning(context.Tenant, _required, key, registration.Cite(), given);
    }
}
