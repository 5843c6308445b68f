using Ledger.Agreements.Domain;

namespace Ledger.Agreements.Features;

/// <summary>Reads the trusted authorities from <c>Profiles:Authorities:N:Id</c> and <c>Profiles:Authorities:N:PublicKey</c>.</summary>
internal static class TrustedAuthorities
{
    /// <exception cref="FormatException">An entry without id or key, or with a key that is none: the service does not start.</exception>
    public static AuthorityKeys Read(IConfiguration configuration) => new(configuration.GetSection("Profiles:Authorities").GetChildren().Select(entry =>
        entry["Id"] is { Length: > 0 } id && entry["PublicKey"] is { Length: > 0 } key
            ? (id, key)
            : throw new FormatException($"{entry.Path} needs an Id and a PublicKey.")));
}
