using Ledger.ServiceDefaults.Access;

namespace Ledger.Distribution.Features;

/// <summary>Who speaks for a party before a settlement.</summary>
internal static class ConcernedParties
{
    /// <summary>A signatory or a contributor of the caller's organisation, in the consortium of the token.</summary>
    public static TBuilder RequireSpokesperson<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        // The default policy checks the consortium; a policy built in place would not.
        endpoint.RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Signatory, Roles.Contributor));
}
