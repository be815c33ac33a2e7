using DualStack;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://*:8080");

builder.Services.AddHostedService<OrderGateway>();
builder.Services.AddHostedService<InventoryFeed>();
builder.Services.AddHostedService<MetricsReceiver>();
builder.Services.AddHostedService<AdminSite>();

var app = builder.Build();
app.MapGet("/", () => "Welcome to the shop.");
app.MapGet("/healthz", () => Results.NoContent()); // Kestrel answers the probes: no HttpListener prefix accepts both families.
app.Run();
