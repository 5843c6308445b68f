using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Agreements.Features;

/// <summary>Parameters of a year, from the region profile that a request names.</summary>
internal static class IncentiveProfiles
{
    /// <summary>Decides with the profile's parameters, read in the unit of work of the decision.</summary>
    public static async Task<IResult> Handle(
        CommandContext context, Commands commands, string enterprise, RegionProfileReference? profile, IncentiveParameters? stated, int year,
        Func<IncentiveFile, Currency?> currency, Func<IncentiveParameters, IncentiveCommand> command, CancellationToken ct)
    {
        var stream = EnterpriseFiles.Incentives(context.Tenant, enterprise);
        var outcome = await commands.Handle(stream, context, IncentiveFile.None(stream), async (state, session) =>
        {
            if (context.By.Organisation != enterprise) return new IncentiveNotOwn(enterprise);
            if (profile is null && stated is null) return new IncentiveParametersMissing { Field = "profile" };
            // Whoever sends back what he has read has stated the terms too: only a profile says them.
            var parameters = stated is null ? null : stated with { Terms = null };
            // A file without years has no currency, and no year of which anything is corrected: the decision says so.
            if ((profile is not null || parameters?.Profile is not null) && currency(state) is { } of)
            {
                var found = profile is not null
                    ? await ProfileReads.NamedAsync(session, context.Tenant, profile, ct)
                    : await InForceAsync(session, context.Tenant, parameters!.Profile!, year, ct);
                var taken = ProfileParameters.Take(found, profile is null ? parameters!.Profile! : $"{profile.Id} {profile.Version}", year, of, parameters);
                if (taken.Refused is { } refused) return refused;
                parameters = taken.Parameters;
            }

            return parameters is null ? new IncentiveYearUnknown(year) : IncentiveDecider.Decide(state, command(parameters));
        }, ct);
        return outcome.ToHttp();
    }

    // Named by its id alone, a profile is meant as it rules at the end of the year.
    private static async Task<NamedProfile?> InForceAsync(IQuerySession session, string tenant, string profileId, int year, CancellationToken ct) =>
        year is >= 1 and <= 9999 && await ProfileReads.OfAsync(session, tenant, profileId, ct) is { } profile && profile.InForce(new DateOnly(year, 12, 31)) is { } version
            ? await ProfileReads.NamedAsync(session, tenant, new RegionProfileReference(profileId, version.No), ct)
            : null;
}
