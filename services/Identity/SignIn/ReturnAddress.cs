using Ledger.Identity.Connect;

namespace Ledger.Identity.SignIn;

/// <summary>Where a sign-in may go on: an authorization request of this provider, or its start page. Nothing else, so that the
/// form cannot be used to send people to a foreign site.</summary>
public static class ReturnAddress
{
    /// <summary>The address if it is allowed, else the start page.</summary>
    public static string Checked(string? address) =>
        address is not null
        && address.Length <= Limits.ReturnAddressLength
        && address.StartsWith(Endpoints.Authorize + "?", StringComparison.Ordinal)
        && !address.Any(char.IsControl)
            ? address
            : Endpoints.Home;
}
