using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Ledger.Portal.Gateway;
using Ledger.Tests.Running;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Portal.Tests.Running;

/// <summary>The real gateway on a real port, before six services of which each test says how they answer.</summary>
public sealed class RunningPortal : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningPortal(WebApplication app, Uri address, Dictionary<string, FakeService> services, FakeService issuer)
    {
        (_app, Address, Services, Issuer) = (app, address, services, issuer);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public IReadOnlyDictionary<string, FakeService> Services { get; }

    public FakeService Issuer { get; }

    public FakeService this[string name] => Services[name];

    /// <summary>Starts the gateway, and its services unless named in <paramref name="down"/>.</summary>
    public static async Task<RunningPortal> StartAsync(
        string[]? down = null, Action<Dictionary<string, string?>>? change = null, string environment = "Development")
    {
        var services = ServiceCatalog.All.ToDictionary(service => service.Name, service => new FakeService(service.Name));
        var issuer = new FakeService("identity");
        foreach (var service in services.Values.Append(issuer).Where(service => down?.Contains(service.Name) != true))
        {
            await service.StartAsync();
        }

        var address = FreePort.Address();
        var settings = ServiceCatalog.All.ToDictionary(service => $"Services:{service.Setting}", service => (string?)services[service.Name].Address.AbsoluteUri);
        settings["Identity:Issuer"] = issuer.Address.AbsoluteUri;
        change?.Invoke(settings);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, Args = FakeService.Unwatched });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls(address.GetLeftPart(UriPartial.Authority));
        builder.Logging.ClearProviders();
        var app = PortalApplication.Create(builder);
        await app.StartAsync();
        return new RunningPortal(app, address, services, issuer);
    }

    /// <summary>Sends a request.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Http.SendAsync(request);
    }

    /// <summary>The header of a session, as the sign-in would have made it.</summary>
    /// <param name="person">Id at the provider: <c>lin@taihu</c>.</param>
    /// <param name="organisation">For whom.</param>
    /// <param name="roles">As what.</param>
    public (string Name, string Value) Session(string person, string organisation, params string[] roles)
    {
        var scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        Claim[] claims = [new("sub", person), new("name", person), new("consortium", person.Split('@')[1]), new("organisation", organisation), .. roles.Select(role => new Claim("role", role))];
        var properties = new AuthenticationProperties();
        properties.StoreTokens([
            new() { Name = "access_token", Value = "access" }, new() { Name = "refresh_token", Value = "refresh" },
            new() { Name = "expires_at", Value = DateTimeOffset.UtcNow.AddHours(1).ToString("o", CultureInfo.InvariantCulture) },
        ]);
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, "portal", "name", "role")), properties, scheme);
        return ("Cookie", "ledger.session=" + _app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme).TicketDataFormat.Protect(ticket));
    }

    /// <summary>A part of the running Portal.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>GET.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>The problem that an answer carries; fails when it is none.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        foreach (var service in Services.Values.Append(Issuer))
        {
            await service.DisposeAsync();
        }
    }
}
