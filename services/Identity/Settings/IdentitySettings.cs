using System.Net;

namespace Ledger.Identity.Settings;

/// <summary>
/// What the provider is told by its environment. Read once at start and checked as a whole: a provider with a doubtful
/// setting does not start, so that development keys, seeded passwords or plain http never reach a real deployment by accident.
/// </summary>
public sealed record IdentitySettings
{
    /// <summary>True in the Development environment only.</summary>
    public required bool Development { get; init; }

    /// <summary>
    /// <c>Identity:Issuer</c>. https; in Development also http on a loopback address, or on any host with
    /// <c>Identity:AllowHttpIssuer=true</c> (containers of one machine).
    /// </summary>
    public required Uri Issuer { get; init; }

    /// <summary><c>Identity:Audience</c>, the services' name in the aud claim; <c>ledger</c> unless told.</summary>
    public required string Audience { get; init; }

    /// <summary><c>ConnectionStrings:Store</c>, the application role.</summary>
    public required string Store { get; init; }

    /// <summary>
    /// <c>Identity:SigningKeyFile</c>: PEM files with private keys (RSA of at least 2048 bits, or EC P-256), separated by ';'.
    /// The first signs; the others are still published, so that a key can be changed without refusing living tokens.
    /// Empty only in Development.
    /// </summary>
    public required IReadOnlyList<string> SigningKeyFiles { get; init; }

    /// <summary><c>Identity:KeyFolder</c>, Development only: where the automatically made key is kept between starts.</summary>
    public required string KeyFolder { get; init; }

    /// <summary><c>Identity:SeedFiles</c>, Development only: scenario files whose people are seeded, separated by ';'.</summary>
    public required IReadOnlyList<string> SeedFiles { get; init; }

    /// <summary><c>Identity:SeedPassword</c>, Development only: the password of every seeded person.</summary>
    public required string? SeedPassword { get; init; }

    /// <summary><c>Identity:PortalAddress</c>: the Portal's public origin. Registers the client ledger-portal when set.</summary>
    public required Uri? PortalAddress { get; init; }

    /// <summary><c>Identity:PortalSecret</c>: makes ledger-portal a confidential client.</summary>
    public required string? PortalSecret { get; init; }

    /// <summary><c>Proxy:Known</c>: addresses or networks of reverse proxies whose X-Forwarded-* headers are believed; none unless told.</summary>
    public required IReadOnlyList<IPNetwork> KnownProxies { get; init; }

    /// <summary><c>Identity:StoreWaitSeconds</c>: how long a start waits for the database and its schema before it gives up (60).</summary>
    public required TimeSpan StoreWait { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">With every fault found.</exception>
    public static IdentitySettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var development = environment.IsDevelopment();
        var faults = new List<string>();
        var settings = new IdentitySettings
        {
            Development = development,
            Issuer = ReadIssuer(configuration, development, faults),
            Audience = configuration["Identity:Audience"] is { Length: > 0 } audience ? audience : "ledger",
            Store = ReadStore(configuration, faults),
            SigningKeyFiles = List(configuration["Identity:SigningKeyFile"]),
            KeyFolder = configuration["Identity:KeyFolder"] is { Length: > 0 } folder ? folder : DefaultKeyFolder(),
            SeedFiles = List(configuration["Identity:SeedFiles"]),
            SeedPassword = configuration["Identity:SeedPassword"] is { Length: > 0 } password ? password : null,
            PortalAddress = ReadPortal(configuration, development, faults),
            PortalSecret = configuration["Identity:PortalSecret"] is { Length: > 0 } secret ? secret : null,
            KnownProxies = ReadProxies(configuration, faults),
            StoreWait = ReadStoreWait(configuration, faults),
        };
        settings.CheckKeys(configuration, faults);
        settings.CheckSeed(faults);
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }

    private void CheckKeys(IConfiguration configuration, List<string> faults)
    {
        if (Development)
        {
            return;
        }

        if (SigningKeyFiles.Count == 0)
        {
            faults.Add("Identity:SigningKeyFile is not set. An automatically made signing key is for the Development environment only.");
        }

        if (configuration["Identity:KeyFolder"] is { Length: > 0 })
        {
            faults.Add("Identity:KeyFolder is set. It holds an automatically made signing key, which is for the Development environment only.");
        }
    }

    private void CheckSeed(List<string> faults)
    {
        if (!Development)
        {
            if (SeedFiles.Count > 0)
            {
                faults.Add("Identity:SeedFiles is set. Seeded people are for the Development environment only.");
            }

            if (SeedPassword is not null)
            {
                faults.Add("Identity:SeedPassword is set. Seeded passwords are for the Development environment only.");
            }

            return;
        }

        if (SeedFiles.Count > 0 && SeedPassword is null)
        {
            faults.Add("Identity:SeedFiles is set without Identity:SeedPassword.");
        }

        if (SeedPassword is { } password && (password.Length < Limits.ShortestPassword || password.Length > Limits.PasswordLength))
        {
            faults.Add($"Identity:SeedPassword has to have {Limits.ShortestPassword} to {Limits.PasswordLength} characters.");
        }
    }

    private static Uri ReadIssuer(IConfiguration configuration, bool development, List<string> faults)
    {
        var text = configuration["Identity:Issuer"];
        if (!Uri.TryCreate(text, UriKind.Absolute, out var issuer) || issuer.Query.Length > 0 || issuer.Fragment.Length > 0)
        {
            faults.Add($"Identity:Issuer has to be an absolute address without query and fragment; it is '{text}'.");
            return new Uri("https://invalid.invalid/");
        }

        var plainAllowed = development
            && (issuer.IsLoopback || string.Equals(configuration["Identity:AllowHttpIssuer"], "true", StringComparison.OrdinalIgnoreCase));
        if (issuer.Scheme != Uri.UriSchemeHttps && !(issuer.Scheme == Uri.UriSchemeHttp && plainAllowed))
        {
            faults.Add(
                $"Identity:Issuer has to be https; it is '{text}'. Plain http is for loopback addresses in the Development environment only.");
        }

        if (!development && configuration["Identity:AllowHttpIssuer"] is { Length: > 0 })
        {
            faults.Add("Identity:AllowHttpIssuer is set. It is for the Development environment only.");
        }

        return issuer;
    }

    private static string ReadStore(IConfiguration configuration, List<string> faults)
    {
        if (configuration.GetConnectionString("Store") is { Length: > 0 } store)
        {
            return store;
        }

        faults.Add("ConnectionStrings:Store is not set.");
        return "";
    }

    private static Uri? ReadPortal(IConfiguration configuration, bool development, List<string> faults)
    {
        if (configuration["Identity:PortalAddress"] is not { Length: > 0 } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.PathAndQuery == "/"
            && (address.Scheme == Uri.UriSchemeHttps || (development && address.Scheme == Uri.UriSchemeHttp)))
        {
            return address;
        }

        faults.Add($"Identity:PortalAddress has to be an origin (https, in Development also http) without a path; it is '{text}'.");
        return null;
    }

    private static List<IPNetwork> ReadProxies(IConfiguration configuration, List<string> faults)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in List(configuration["Proxy:Known"]))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                faults.Add($"Proxy:Known has to list addresses or networks (10.0.0.5;10.1.0.0/16); '{text}' is neither.");
            }
        }

        return networks;
    }

    private static TimeSpan ReadStoreWait(IConfiguration configuration, List<string> faults)
    {
        var text = configuration["Identity:StoreWaitSeconds"] is { Length: > 0 } set ? set : "60";
        if (int.TryParse(text, out var seconds) && seconds is >= 0 and <= 3600)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        faults.Add($"Identity:StoreWaitSeconds has to be a whole number from 0 to 3600; it is '{text}'.");
        return TimeSpan.Zero;
    }

    private static string[] List(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string DefaultKeyFolder() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "ledger",
        "identity");
}
