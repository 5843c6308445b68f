using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ledger.Portal.Accounts;
using Ledger.Portal.Api;
using Ledger.Portal.Called;
using Ledger.Portal.Docs;
using Ledger.Portal.Gateway;
using Ledger.Portal.Pages;
using Ledger.Portal.Settings;
using Ledger.Portal.Start;
using Ledger.Portal.Tables;
using Ledger.Portal.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ledger.Portal;

/// <summary>The gateway and the start page, put together from their parts.</summary>
public static class PortalApplication
{
    /// <summary>Builds the portal from the builder's configuration and environment.</summary>
    /// <exception cref="SettingsException">The settings are faulty.</exception>
    public static WebApplication Create(WebApplicationBuilder builder)
    {
        var settings = PortalSettings.Read(builder.Configuration, builder.Environment);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.CommandBytes;
        });
        builder.AddLedgerTelemetry();
        QuietLibraries(builder.Configuration);

        var services = builder.Services;
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ServiceStatuses>();
        services.AddHealthChecks();
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddScoped<LedgerApi>();
        services.AddNames();
        services.AddSignIn(settings);
        services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = Limits.FormBytes);
        services.AddWebEncoders(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddHttpClient(ServiceStatuses.Client, client => client.Timeout = Limits.HealthTime).ConfigurePrimaryHttpMessageHandler(Plain);
        services.AddHttpClient(LedgerApi.Client, client =>
        {
            client.Timeout = Limits.PageTime;
            client.MaxResponseContentBufferSize = Limits.AnswerBytes;
        }).ConfigurePrimaryHttpMessageHandler(Plain);
        services.AddHttpClient(NameBooks.Client, client =>
        {
            client.Timeout = Limits.NamesTime;
            client.MaxResponseContentBufferSize = Limits.AnswerBytes;
        }).ConfigurePrimaryHttpMessageHandler(Plain);
        services.AddHttpClient(TokenRenewal.Client, client => client.Timeout = Limits.HealthTime).ConfigurePrimaryHttpMessageHandler(Plain);
        services.AddHttpClient(ApiDocuments.Client, client =>
        {
            client.Timeout = Limits.RequestTime;
            client.MaxResponseContentBufferSize = Limits.DocumentBytes;
        }).ConfigurePrimaryHttpMessageHandler(Plain);
        services.AddClientLimits();
        services.AddRequestTimeouts();
        services.AddReverseProxy()
            .LoadFromMemory(Routes.All(settings.RequestTime), Routes.Clusters(settings))
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = Limits.ConnectTime)
            .AddTransforms(ForwardedRequests.Transform);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            options.ForwardLimit = Limits.Proxies;
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            settings.KnownProxies.ToList().ForEach(options.KnownIPNetworks.Add);
        });

        var app = builder.Build();
        if (settings.KnownProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseSecurityHeaders();
        if (!settings.Development)
        {
            app.UseHsts();
        }

        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerFaultAsync, AllowStatusCode404Response = true });
        app.UseStatusCodePages(AnswerEmptyStatusAsync);
        app.UseRouting();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.UseChosenLanguage();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseReadingCase();
        app.UseFormSizes();
        app.UseAntiforgery();
        app.UseGoneForms();
        app.UseNames();
        app.UseTableExport();
        app.MapHealthChecks("/health/live").DisableRateLimiting();
        app.MapHealthChecks("/health/ready").DisableRateLimiting();
        app.MapGet("/", StartAsync);
        app.MapAsset("portal.css", "text/css; charset=utf-8");
        app.MapAsset("portal.js", "text/javascript; charset=utf-8");
        app.MapAsset("signing.js", "text/javascript; charset=utf-8");
        app.MapAsset("bundle-check.js", "text/javascript; charset=utf-8");
        // Named, because tests run this assembly within another program.
        app.MapStaticAssets("Ledger.Portal.staticwebassets.endpoints.json");
        app.MapRazorComponents<App>();
        app.MapSignIn();
        app.MapFiles();
        app.MapApiDocuments();
        app.MapProtectedResource();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(Failures.HandleAsync);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        return app;
    }

    private static async Task<RazorComponentResult<StartPage>> StartAsync(
        HttpContext http, ServiceStatuses statuses, PortalSettings settings, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.Vary = "Accept-Language";
        var view = new StartView(Language.Of(http), await statuses.ReadAsync(ct), settings.Issuer, clock.GetUtcNow());
        return new RazorComponentResult<StartPage>(new { View = view });
    }

    private static async Task AnswerFaultAsync(HttpContext http)
    {
        var fault = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        var problem = fault switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge(Limits.CommandBytes),
            BadHttpRequestException or AntiforgeryValidationException => Problem.Malformed(),
            _ => Problem.Internal(),
        };
        await problem.WriteAsync(http);
    }

    // Statuses that the framework sets without a body: no route, or no route for the method.
    private static async Task AnswerEmptyStatusAsync(StatusCodeContext context)
    {
        var problem = context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.NotFound(),
            StatusCodes.Status405MethodNotAllowed => Problem.Method(),
            _ => null,
        };
        if (problem is not null)
        {
            await problem.WriteAsync(context.HttpContext);
        }
    }

    // Neither cookies nor redirects: what a service answers is what is meant.
    private static SocketsHttpHandler Plain() => new() { UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = Limits.ConnectTime };

    // What a reader of the logs needs at the usual level; the environment (Logging__LogLevel__…) has the last word.
    private static void QuietLibraries(ConfigurationManager configuration) => configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:System.Net.Http"] = "Warning",
            ["Logging:LogLevel:Yarp"] = "Error",
        },
    });
}
