using Ledger.Audit.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Audit.Features;

/// <summary>What auditors do to findings of others: a regulator only under a standing grant for the finding's own case.</summary>
internal sealed class FindingAccess(Commands commands, DeskStates desk, DeskStore store, IHttpContextAccessor http)
{
    /// <summary>Decides about a finding.</summary>
    /// <param name="id">The finding.</param>
    /// <param name="context">Who asks, and when.</param>
    /// <param name="decide">The decision.</param>
    /// <param name="ct">Cancels while nothing is committed yet.</param>
    /// <exception cref="RequestRefusedException">The caller is a regulator without a standing grant for the case.</exception>
    public async Task<IResult> DecideAsync(Guid id, CommandContext context, Func<Finding, Decision> decide, CancellationToken ct)
    {
        var caller = http.HttpContext!.User.Caller();
        if (caller.Roles.Contains(Roles.Regulator) && (await store.OneAsync<Finding>(context.Tenant, id, ct))?.Raised is { } raised)
        {
            // The case of a finding never changes, so that reading it before is enough.
            var standing = await desk.StandingAsync(caller, raised.Case, context.At, ct);
            // Whoever never had this case does not learn that it has a finding.
            if (standing.Refused is { Code: "grant.none" or "grant.not-issued" }) return Problem.From(new FindingUnknown());
            if (standing.Refused is { } refused) throw new RequestRefusedException(refused);
            Reach(standing.Scope, raised.Responsible);
        }

        return (await commands.Handle(id, context, Finding.None(id), decide, ct)).ToHttp();
    }

    /// <exception cref="RequestRefusedException">The grant is for other organisations, or lets nothing but envelopes be read.</exception>
    public static void Reach(GrantScope scope, string responsible)
    {
        if (scope.Envelopes || (scope.Parties.Count > 0 && !scope.Parties.Contains(responsible, StringComparer.Ordinal)))
        {
            throw new RequestRefusedException(new Problem(403, "grant.out-of-scope", new Text(
                "The grant does not extend to findings about this organisation.", "授权不包括针对该组织的审计发现。"), "responsible"));
        }
    }
}
