using Storefront;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://0.0.0.0:8080"); // BIND1001

builder.Services.AddHostedService<OrderGateway>();
builder.Services.AddHostedService<InventoryFeed>();
builder.Services.AddHostedService<MetricsReceiver>();
builder.Services.AddHostedService<HealthEndpoint>();
builder.Services.AddHostedService<AdminSite>();

var app = builder.Build();
app.MapGet("/", () => "Welcome to the shop.");
app.Run();
