using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Ledger.Identity.Connect;
using Ledger.Identity.Keys;
using Ledger.Identity.People;
using Ledger.Identity.Settings;
using Ledger.Identity.SignIn;
using Ledger.Identity.Store;
using Ledger.Identity.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration.Memory;
using OpenIddict.Abstractions;

namespace Ledger.Identity;

/// <summary>The provider, put together from its parts. Any other OpenID Connect provider can stand in its place: services know
/// nothing of it but its issuer.</summary>
public static class IdentityApplication
{
    /// <summary>Builds the provider from the builder's configuration and environment.</summary>
    /// <exception cref="SettingsException">The settings are faulty.</exception>
    public static WebApplication Create(WebApplicationBuilder builder)
    {
        var settings = IdentitySettings.Read(builder.Configuration, builder.Environment);
        var keys = SigningKeys.Load(settings);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.RequestBodyBytes;
        });
        builder.AddLedgerTelemetry();
        QuietLibraries(builder.Configuration);

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(_ => keys);
        services.AddSingleton<StartState>();
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton(Passwords.Hasher());
        services.AddScoped<SignIns>();
        services.AddScoped<Seeding>();
        services.AddHostedService<TokenPruning>();
        services.AddDbContext<IdentityStore>(options => options.UseLedgerPostgres(settings.Store));
        services.AddHealthChecks().AddCheck<Readiness>("store");
        services.AddExceptionHandler<Faults>();
        services.AddProblemDetails();
        services.AddRazorComponents();
        services.AddWebEncoders(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        AddBrowserSession(services, settings, keys);
        AddProtocol(services, settings, keys);
        AddLimits(services);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            settings.KnownProxies.ToList().ForEach(options.KnownIPNetworks.Add);
        });

        var app = builder.Build();
        if (settings.KnownProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseSecurityHeaders(settings);
        app.UseExceptionHandler();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).DisableRateLimiting();
        app.MapHealthChecks("/health/ready").DisableRateLimiting();
        app.MapGet("/identity.css", () => Results.Stream(typeof(IdentityApplication).Assembly.GetManifestResourceStream("identity.css")!, "text/css; charset=utf-8"));
        app.MapSignIn();
        app.MapAuthorize();
        app.MapToken();
        app.MapPeopleNames();
        return app;
    }

    /// <summary>
    /// Starts the provider and runs it until it is told to stop. It answers <c>/health/live</c> at once and <c>/health/ready</c>
    /// when the database is there, its schema is this build's, and clients and people are in it.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database or its schema was not ready in time.</exception>
    /// <exception cref="SettingsException">A seed file is faulty.</exception>
    public static async Task RunAsync(WebApplication app, CancellationToken ct = default)
    {
        await app.StartAsync(ct);
        try
        {
            await PrepareAsync(app, ct);
            await app.WaitForShutdownAsync(ct);
        }
        finally
        {
            using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await app.StopAsync(grace.Token);
        }
    }

    private static async Task PrepareAsync(WebApplication app, CancellationToken ct)
    {
        var settings = app.Services.GetRequiredService<IdentitySettings>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, app.Lifetime.ApplicationStopping);
        try
        {
            await StoreWait.RunAsync(settings.StoreWait, app.Logger, async token =>
            {
                await using var scope = app.Services.CreateAsyncScope();
                await Migrator.CheckAsync(scope.ServiceProvider.GetRequiredService<IdentityStore>(), token);
                await Clients.RegisterAsync(scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>(), settings, token);
            }, stop.Token);

            // Apart, because every password takes its time to hash: many people must not use up the wait for the store.
            await StoreWait.RunAsync(Limits.SeedTime, app.Logger, async token =>
            {
                await using var scope = app.Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<Seeding>().RunAsync(token);
            }, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop while waiting; that is no fault.
            return;
        }

        app.Services.GetRequiredService<StartState>().Complete = true;
        app.Logger.LogInformation("Identity is ready: issuer {Issuer}, signing with {Algorithm}", settings.Issuer, app.Services.GetRequiredService<SigningKeys>().Signing[0].Algorithm);
    }

    // What a reader of the logs needs at the usual level; the environment (Logging__LogLevel__…) has the last word.
    private static void QuietLibraries(ConfigurationManager configuration) => configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
            ["Logging:LogLevel:OpenIddict"] = "Warning",
        },
    });

    private static void AddBrowserSession(IServiceCollection services, IdentitySettings settings, SigningKeys keys)
    {
        services.AddDataProtection().SetApplicationName("ledger-identity");
        services.AddSingleton<KeyRingStore>();
        services.AddOptions<KeyManagementOptions>().Configure<KeyRingStore>((options, store) =>
        {
            options.XmlRepository = store;
            options.XmlEncryptor = new KeyRingEncryptor(keys);
        });

        // The prefix __Host- binds a cookie to https and this very host; browsers refuse it over the plain http of Development.
        var prefix = settings.Development ? "" : "__Host-";
        var secure = settings.Development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = prefix + "ledger-form";
            options.Cookie.SecurePolicy = secure;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
        });

        // No default scheme: the forms' antiforgery tokens are then bound to the browser and not to who is signed in, so that a
        // second tab does not void the form in the first.
        services.AddAuthentication().AddCookie(BrowserSession.Scheme, options =>
        {
            options.Cookie.Name = prefix + "ledger-sign-in";
            options.Cookie.SecurePolicy = secure;
            options.Cookie.HttpOnly = true;

            // Lax, not Strict: the way here from the Portal or from a program's link is a navigation from another site.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = Limits.BrowserSession;
            options.SlidingExpiration = true;
        });
    }

    private static void AddProtocol(IServiceCollection services, IdentitySettings settings, SigningKeys keys) =>
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityStore>())
            .AddServer(server =>
            {
                server.SetIssuer(settings.Issuer)
                    .SetAuthorizationEndpointUris(Endpoints.Authorize)
                    .SetTokenEndpointUris(Endpoints.Token)
                    .SetRevocationEndpointUris(Endpoints.Revocation)
                    .AllowAuthorizationCodeFlow()
                    .AllowRefreshTokenFlow()
                    .RequireProofKeyForCodeExchange()
                    .RegisterScopes(OpenIddictConstants.Scopes.Profile, OpenIddictConstants.Scopes.OfflineAccess, Clients.LedgerScope)
                    .RegisterClaims(OpenIddictConstants.Claims.Name, PersonClaims.NameZh, PersonClaims.Consortium, PersonClaims.Organisation, PersonClaims.Role)
                    .SetAccessTokenLifetime(Limits.AccessTokenLife)
                    .SetIdentityTokenLifetime(Limits.AccessTokenLife)
                    .SetAuthorizationCodeLifetime(Limits.CodeLife)
                    .SetRefreshTokenLifetime(Limits.RefreshLife)
                    .DisableSlidingRefreshTokenExpiration()
                    .SetRefreshTokenReuseLeeway(Limits.RefreshReuseLeeway)
                    .DisableAccessTokenEncryption();

                // The challenge method "plain" protects nobody whose request is read (RFC 9700 section 2.1.1).
                // A code belongs into the query, where loopback clients read it; form_post would need a script on our page.
                server.Configure(options =>
                {
                    options.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain);
                    options.ResponseModes.Remove(OpenIddictConstants.ResponseModes.FormPost);
                    options.ResponseModes.Remove(OpenIddictConstants.ResponseModes.Fragment);
                });
                keys.Signing.ToList().ForEach(key => server.AddSigningCredentials(key));
                keys.TokenEncryption.ToList().ForEach(key => server.AddEncryptionKey(key));
                var host = server.UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .EnableErrorPassthrough();

                // Outside Development OpenIddict itself refuses every request that did not come by https.
                if (settings.Development)
                {
                    host.DisableTransportSecurityRequirement();
                }
            })

            // The provider's own access tokens, for what it tells of people; checked here by the keys they were signed with.
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.AddAudiences(settings.Audience);
                validation.UseAspNetCore();
            });

    private static void AddLimits(IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "60";
            return ValueTask.CompletedTask;
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = Limits.RequestsPerAddress, Window = Limits.RequestWindow, QueueLimit = 0 }));
    });
}
