using System.Globalization;
using System.Net;
using Ledger.Portal.Gateway;

namespace Ledger.Portal.Settings;

/// <summary>What the gateway is told by its environment, read and checked once at start.</summary>
public sealed record PortalSettings
{
    /// <summary>
    /// <c>Services:Agreements</c> and so on, by service name: the addresses of its instances, separated by ';'. Every service of
    /// <see cref="ServiceCatalog"/> has to have one.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Uri>> Services { get; init; }

    /// <summary><c>Identity:Issuer</c>: where people sign in, shown on the start page.</summary>
    public required Uri Issuer { get; init; }

    /// <summary><c>Proxy:Known</c>: addresses or networks of reverse proxies whose X-Forwarded-* headers are believed; none unless told.</summary>
    public required IReadOnlyList<IPNetwork> KnownProxies { get; init; }

    /// <summary>
    /// <c>Portal:RequestSeconds</c>, 1 to 600: longest time from a command or query to its whole answer, in place of
    /// <see cref="Limits.RequestTime"/>. Evidence files always have <see cref="Limits.EvidenceTime"/>.
    /// </summary>
    public required TimeSpan RequestTime { get; init; }

    /// <summary><c>Portal:ClientSecret</c>: the Portal's secret at the sign-in, where it is a confidential client there; null else.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>
    /// <c>Portal:KeyFolder</c>: where the keys of sessions and forms lie, so that a restart signs nobody out and several Portals
    /// read each other's; null keeps them where the framework does.
    /// </summary>
    public string? KeyFolder { get; init; }

    /// <summary>True in the Development environment only.</summary>
    public required bool Development { get; init; }

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">With every fault found.</exception>
    public static PortalSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var faults = new List<string>();
        var settings = new PortalSettings
        {
            Services = ServiceCatalog.All.ToDictionary(service => service.Name, service => ReadAddresses(configuration, service, faults)),
            Issuer = Absolute(configuration["Identity:Issuer"]) ?? Missing("Identity:Issuer", configuration["Identity:Issuer"], faults),
            KnownProxies = ReadProxies(configuration, faults),
            RequestTime = ReadRequestTime(configuration, faults),
            ClientSecret = Filled(configuration["Portal:ClientSecret"]),
            KeyFolder = Filled(configuration["Portal:KeyFolder"]),
            Development = environment.IsDevelopment(),
        };
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }

    private static IReadOnlyList<Uri> ReadAddresses(IConfiguration configuration, MemberService service, List<string> faults)
    {
        var key = $"Services:{service.Setting}";
        var texts = List(configuration[key]);
        if (texts.Length == 0)
        {
            faults.Add($"{key} is not set; it has to name the service's address.");
        }

        return [.. texts.Select(text => Absolute(text) ?? Missing(key, text, faults))];
    }

    private static Uri Missing(string key, string? text, List<string> faults)
    {
        faults.Add($"{key} has to be an absolute http or https address; it is '{text}'.");
        return new Uri("http://invalid.invalid");
    }

    private static Uri? Absolute(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : null;

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

    private static TimeSpan ReadRequestTime(IConfiguration configuration, List<string> faults)
    {
        if (configuration["Portal:RequestSeconds"] is not { Length: > 0 } text)
        {
            return Limits.RequestTime;
        }

        if (int.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 600)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        faults.Add($"Portal:RequestSeconds has to be a whole number from 1 to 600; it is '{text}'.");
        return Limits.RequestTime;
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string[] List(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
